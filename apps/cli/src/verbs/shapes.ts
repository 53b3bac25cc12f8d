import { type Facts, factOf, inferShapes } from "@suture/analysis";
import { addressOfBody, applyEdits, bodyOf, type Edit, type Graph, graphFromModel, textFromType } from "@suture/graph";
import { type Fact, isTensor, typeToProto } from "@suture/ops";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { explained, explainedText } from "../explained.ts";
import { inputSizes } from "../input-sizes.ts";
import { openForVerb } from "../open.ts";
import { saveGraph } from "../save.ts";

interface ShapesOptions {
	readonly input?: readonly string[];
	readonly output?: string;
	readonly explain?: readonly string[];
}

/** `shapes MODEL`: what is known of types and sizes, counted over the outputs of all nodes. `known`: every size is a number or
 *  follows from names. With -o the model is written with all of it declared; --explain follows sizes to where they begin. */
export async function shapes(path: string, { input, output, explain = [] }: ShapesOptions): Promise<Answer> {
	const inputs = inputSizes(input);
	await using readable = await openForVerb(path);
	const graph = graphFromModel(readable.model);
	const started = performance.now();
	const { facts, problems: inferred } = inferShapes(graph, inputs ? { inputs } : {});
	const seconds = (performance.now() - started) / 1000;
	const explanations = explain.map((text) => explained(facts, text));
	const problems = [...readable.problems, ...inferred];
	const written = output === undefined ? undefined : await saveGraph(declared(graph, facts), path, output);
	problems.push(...(written?.problems ?? []));
	const json = {
		...counted(graph, facts),
		seconds: Math.round(seconds * 1000) / 1000,
		explained: explanations,
		files: written?.files ?? [],
		problems: problems.map(problemJson),
	};
	const grave = problems.some(({ severity }) => severity === "error");
	return {
		json,
		text: textOf(json) + explanations.map(explainedText).join("") + problems.map(problemText).join(""),
		exitCode: grave ? exitCodes.foundProblems : exitCodes.fine,
	};
}

function counted(graph: Graph, facts: Facts): Record<"tensors" | "dtype" | "rank" | "static" | "known", number> {
	const all: Fact[] = [];
	for (const { id, nodes } of graph.bodies.values()) {
		if (!facts.bodies.has(id)) continue; // it never runs
		for (const { outputs } of nodes) for (const name of outputs) if (name !== "") all.push(factOf(facts, id, name));
	}
	const shapeOf = ({ type }: Fact) => (isTensor(type) ? type.shape : undefined);
	return {
		tensors: all.length,
		dtype: all.filter(({ type }) => type !== undefined && (!isTensor(type) || type.element !== undefined)).length,
		rank: all.filter((fact) => shapeOf(fact) !== undefined).length,
		static: all.filter((fact) => shapeOf(fact)?.every((size) => typeof size === "number")).length,
		known: all.filter((fact) => shapeOf(fact) !== undefined).length,
	};
}

function textOf(
	json: ReturnType<typeof counted> & { readonly seconds: number; readonly files: readonly string[] },
): string {
	const of = (n: number) => `${n} of ${json.tensors}`;
	const written = json.files.length === 0 ? "" : ` Written: ${json.files.join(", ")}`;
	return `Element type of ${of(json.dtype)} tensors, rank of ${of(json.rank)}; sizes are numbers in ${of(json.static)}, numbers or expressions in ${of(json.known)}. ${json.seconds} s.${written}\n`;
}

/** The graph with all that is known declared. */
function declared(graph: Graph, facts: Facts): Graph {
	const edits: Edit[] = [];
	for (const { id } of graph.bodies.values()) {
		const values = facts.bodies.get(id);
		if (!values) continue;
		const body = bodyOf(graph, id);
		const weights = new Set(body.initializers.map(({ name }) => name ?? ""));
		const types = [...values].flatMap(([name, { type }]) => {
			const proto = weights.has(name) || name === "" ? undefined : typeToProto(type);
			const text = proto && textFromType(proto);
			return text === undefined ? [] : [[name, text] as const];
		});
		const address = addressOfBody(graph, id);
		edits.push({ do: "set-types", types: Object.fromEntries(types), ...(address ? { in: address } : {}) });
	}
	return applyEdits(graph, edits).graph;
}
