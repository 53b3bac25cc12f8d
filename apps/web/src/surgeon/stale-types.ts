import { checkDeclared, factOf, type Inferred } from "@suture/analysis";
import {
	addressOfBody,
	type Body,
	type BodyId,
	bodyOf,
	checkInterface,
	type Edit,
	type Graph,
	indexOf,
	textFromType,
} from "@suture/graph";
import { typeToProto } from "@suture/ops";
import type { Problem } from "@suture/problems";

/** Edits that bring what the file declares into line with an edit: types of inner values that it made wrong are forgotten, outputs
 *  get the type that they have now. What was wrong before stays as it is. `now` is what is known of the graph behind the edit. */
export function staleTypes(before: Inferred, graph: Graph, now: Inferred): Edit[] {
	const known = new Set(declarationsIn(before).flatMap(contradicted));
	const stale = new Set(
		declarationsIn(now)
			.flatMap(contradicted)
			.filter((value) => !known.has(value)),
	);
	if (stale.size === 0) return [];
	return [...graph.bodies.values()].flatMap((body) => editOf(graph, body, stale, now));
}

function contradicted({ code, facts }: Problem): string[] {
	return saysNothingRight.has(code) ? [String(facts["value"])] : [];
}

function declarationsIn({ facts, problems }: Inferred): Problem[] {
	return [...problems, ...checkInterface(facts.graph), ...checkDeclared(facts.graph, facts)];
}

/** A type that is declared otherwise than it is, or not at all. */
const saysNothingRight: ReadonlySet<string> = new Set(["shape/declared", "graph/untyped", "graph/unshaped"]);

function editOf(graph: Graph, body: Body, stale: ReadonlySet<string>, now: Inferred): Edit[] {
	const types = body.valueInfo.flatMap(({ name = "" }): [string, string | null][] =>
		stale.has(name) && !indexOf(body).outputs.has(name) ? [[name, null]] : [],
	);
	const isMain = body.id === graph.main; // what goes into it is for the person to say
	for (const { name = "" } of [...(isMain ? [] : body.inputs), ...body.outputs]) {
		if (!stale.has(name)) continue;
		const type = knownType(now, body.id, name);
		if (type !== undefined) types.push([name, type]);
	}
	if (types.length === 0) return [];
	const at = addressOfBody(graph, body.id);
	return [{ do: "set-types", types: Object.fromEntries(types), ...(at === undefined ? {} : { in: at }) }];
}

/** What is known of a value's type, as ONNX's textual syntax has it. */
export function knownType({ facts }: Inferred, body: BodyId, value: string): string | undefined {
	const type = typeToProto(factOf(facts, body, value).type);
	return type && textFromType(type);
}

/** Names of sizes that a model's inputs have, in order. */
export function dimensionNames(graph: Graph): string[] {
	const names = bodyOf(graph, graph.main).inputs.flatMap(({ type }) =>
		(type?.tensorType?.shape?.dim ?? []).flatMap(({ dimParam }) => (dimParam ? [dimParam] : [])),
	);
	return [...new Set(names)];
}
