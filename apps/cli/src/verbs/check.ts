import { inferShapes } from "@suture/analysis";
import { graphFromModel } from "@suture/graph";
import { SutureError } from "@suture/problems";
import { type CheckProblem, check as checkGraph, parseTarget, titleOfTarget } from "@suture/tensorrt";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";
import { pluginsAsked } from "../plugins-asked.ts";

interface CheckOptions {
	readonly target: string;
	readonly plugins?: readonly string[];
}

/** `check MODEL --target T`: what T will refuse, without running it. Ends with 1 when something is refused, not for warnings. */
export async function check(path: string, options: CheckOptions): Promise<Answer> {
	const read = parseTarget(options.target);
	if ("problem" in read) throw SutureError.from(read.problem);
	const { names } = await pluginsAsked(options.plugins);
	const target = { ...read.target, plugins: names };
	await using readable = await openForVerb(path);
	const graph = graphFromModel(readable.model);
	const { facts } = inferShapes(graph);
	const problems = checkGraph(graph, facts, target);
	const errors = problems.filter(({ severity }) => severity === "error");
	const json = {
		target: options.target,
		accepted: errors.length === 0,
		operators: countByOperator(errors),
		problems: problems.map((found) => ({ ...problemJson(found), said: found.said, fixes: found.fixes })),
	};
	const title = titleOfTarget(target);
	const first =
		errors.length === 0
			? `Nothing in ${path} is known to be refused by ${title}.\n`
			: `${title} refuses ${errors.length.toLocaleString("en-US")} ${errors.length === 1 ? "thing" : "things"} in ${path}: ${textOf(json.operators)}.\n`;
	return {
		json,
		text: first + problems.map(problemText).join(""),
		exitCode: errors.length === 0 ? exitCodes.fine : exitCodes.foundProblems,
	};
}

/** How many nodes of each operator are refused, the most frequent first. */
function countByOperator(errors: readonly CheckProblem[]): Record<string, number> {
	const nodes = errors.flatMap(({ place }) => (place.node ? [place.node] : []));
	const distinct = new Map(nodes.map((node) => [JSON.stringify([node.path, node.index]), node.operator]));
	const counts = [...Map.groupBy(distinct.values(), (operator) => operator)].map(
		([operator, all]) => [operator, all.length] as const,
	);
	return Object.fromEntries(counts.toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])));
}

function textOf(operators: Readonly<Record<string, number>>): string {
	const nodes = Object.entries(operators).map(([operator, times]) => `${operator} × ${times}`);
	return nodes.length === 0 ? "not in its nodes" : nodes.join(", ");
}
