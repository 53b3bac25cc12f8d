import { nameOf } from "../address.ts";
import type { UnrollLoop } from "../edit.ts";
import { freshNodeNames } from "../fresh-name.ts";
import type { Body, Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { aliasesOfOutputs } from "../inline/assign-outputs.ts";
import { type Loop, loopOf, roundsOf } from "../inline/loop.ts";
import { freshBeside } from "../inline/own-names.ts";
import { replaceByCopy } from "../inline/replace-by-copy.ts";
import { layRounds, withoutUnneeded } from "../inline/rounds.ts";
import { bodyMeant, nodeMeant } from "../meant.ts";
import { mostNodes, refuseTooMany } from "../most-nodes.ts";
import { refuse } from "../refusal.ts";
import { readerOf } from "../scope.ts";

/** Even an empty round brings its number, and values to collect. */
const nodesPerRound = 5;

export function unrollLoop(graph: Graph, { node: address, times, in: where }: UnrollLoop): Graph {
	const body = bodyMeant(graph, where);
	const loop = loopOf(graph, nodeMeant(body, address));
	refuseTimes(graph, body, loop, times);
	const { node } = loop;
	const fresh = { value: freshBeside(graph, loop.inner), node: freshNodeNames(graph, body.id) };
	const rounds = layRounds(graph, body, loop, times, fresh);
	const { outputs } = indexOf(body);
	const isNeeded = (value: string) =>
		value !== "" && (outputs.has(value) || readerOf(graph, body, value) !== undefined);
	const needed = node.outputs.map((output) => (isNeeded(output) ? output : ""));
	const wanted = rounds.given.filter((_, i) => needed[i]);
	const copy = withoutUnneeded(graph, rounds, wanted);
	return replaceByCopy(graph, body.id, node, copy, aliasesOfOutputs(rounds.given, needed, new Map()));
}

function refuseTimes(graph: Graph, body: Body, loop: Loop, times: number): void {
	const refuseLoop = (reason: string) => refuse("edit/no-inline", { node: nameOf(loop.node), reason });
	if (!Number.isSafeInteger(times) || times < 0)
		refuse("edit/bad-number", { what: "A number of rounds", number: times });
	const rounds = roundsOf(graph, body, loop);
	if (rounds?.exactly && rounds.atMost !== times) refuseLoop(`it runs ${rounds.atMost} rounds, not ${times}`);
	if (rounds && times > rounds.atMost) refuseLoop(`it runs ${rounds.atMost} rounds at most, not ${times}`);
	refuseTooMany(graph, loop.inner.nodes, times);
	if (times > mostNodes / nodesPerRound) refuse("edit/too-large", { nodes: times * nodesPerRound });
	const collects = loop.node.outputs.slice(loop.states.length).some((output) => output !== "");
	if (times === 0 && collects) refuseLoop("without a round there is nothing to collect, and its shape is not known");
}
