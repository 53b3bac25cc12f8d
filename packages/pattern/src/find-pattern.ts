import { type Body, type Graph, type Node, nameOf } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { whatForbids } from "./forbids.ts";
import { matchOrder } from "./match-order.ts";
import { matchFrom, type Search } from "./matcher.ts";
import type { Forbidden, FoundPattern, Occurrence } from "./occurrence.ts";
import type { Pattern } from "./pattern.ts";
import { readerOutside } from "./read-by-others.ts";

/** Attempts to fit a node, from one start and in all: symmetric graphs have more ways to fit than anyone can wait for. */
const mostAttempts = { fromOne: 20_000, inAll: 2_000_000 };

/** Every place where a pattern fits, in all bodies. Where two share a node the first counts. */
export function findPattern(graph: Graph, pattern: Pattern): FoundPattern {
	const left = { attempts: mostAttempts.inAll };
	const bodies = [...graph.bodies.values()].toSorted((a, b) => a.id - b.id); // main is the first of them
	const found = bodies.map((body) => findInBody(graph, body, pattern, left));
	return {
		occurrences: found.flatMap(({ occurrences }) => occurrences),
		forbidden: found.flatMap(({ forbidden }) => forbidden),
		problems: found.flatMap(({ problems }) => problems),
	};
}

function findInBody(graph: Graph, body: Body, pattern: Pattern, left: { attempts: number }): FoundPattern {
	const order = matchOrder(pattern);
	const wanted = pattern.nodes[order[0]?.node ?? 0];
	const reader = readerOutside(graph, body.id);
	const constants = new Map(pattern.constants.map((one) => [one.name, one]));
	const taken = new Set<Node>();
	const occurrences: Occurrence[] = [];
	const forbidden: Forbidden[] = [];
	const problems: Problem[] = [];
	const forbids = (occurrence: Occurrence) => whatForbids(pattern, reader, occurrence);
	for (const first of body.nodes) {
		if (first.opType !== wanted?.opType || taken.has(first)) continue;
		const budget = { left: Math.min(mostAttempts.fromOne, left.attempts) };
		const before = budget.left;
		const search: Search = { graph, body: body.id, pattern, order, constants, taken, budget, forbids };
		const matched = matchFrom(search, first);
		left.attempts -= before - Math.max(0, budget.left);
		if (matched.at === "found") {
			occurrences.push(matched.occurrence);
			for (const node of matched.occurrence.nodes) taken.add(node);
		} else if (matched.at === "forbidden") {
			forbidden.push({ body: body.id, nodes: matched.nodes, problem: matched.problem });
		} else if (matched.at === "given-up") {
			const place = { node: { name: first.name, operator: first.opType } };
			problems.push(problem("pattern/too-many-ways", { node: nameOf(first) }, place));
			if (left.attempts <= 0) break;
		}
	}
	const isFree = ({ nodes }: Forbidden) => !nodes.some((node) => taken.has(node));
	return { occurrences, forbidden: forbidden.filter(isFree), problems };
}
