import { type BodyAddress, type Edit, type Graph, sentenceOf } from "@suture/graph";
import { helperSources } from "./helpers.ts";
import { linesOfEdit, nodeText, type Writing } from "./lines-of-edit.ts";
import { NotScriptable } from "./not-scriptable.ts";
import { comment, pythonText } from "./python.ts";

/** A Python script that does with onnx-graphsurgeon what a list of edits does, for people to read and change:
 *  `python script.py IN.onnx OUT.onnx`. An edit that has no equivalent is a comment and raises NotImplementedError. With the graph
 *  that the edits are made for, comments name nodes by their operators. */
export function graphSurgeonScript(edits: readonly Edit[], graph?: Graph): string {
	const needs = new Set<string>();
	const steps = edits.map((edit) => stepText(edit, graph, needs));
	const body = steps.join("\n\n");
	const modules = ["base64", "pathlib", "re"].filter(
		(name) => `${body}${[...needs]}`.includes(`${name}.`) || (name === "re" && needs.has("change_dimension")),
	);
	const imports = [...modules, "sys"].map((name) => `import ${name}`).join("\n");
	return `${comment("The steps of a recipe, with onnx-graphsurgeon: python THIS.py IN.onnx OUT.onnx")}
${imports}

import numpy as np
import onnx
import onnx_graphsurgeon as gs

${helperSources(needs)
	.map((source) => `\n${source}\n`)
	.join("\n")}

model = onnx.load(sys.argv[1])
graph = gs.import_onnx(model)
metadata = {one.key: one.value for one in model.metadata_props}

${body}

graph.toposort()
edited = gs.export_onnx(graph)
onnx.helper.set_model_props(edited, {key: value for key, value in metadata.items() if value is not None})
onnx.save(edited, sys.argv[2])
`;
}

function stepText(edit: Edit, graph: Graph | undefined, needs: Set<string>): string {
	const title = comment(sentenceOf(edit, graph));
	try {
		refuseInterfaceOfBody(edit);
		const used = new Set<string>();
		const at: Writing = { graph: "in" in edit && edit.in ? "body" : "graph", needs: used };
		const lines = [...("in" in edit ? enter(edit.in, used) : []), ...linesOfEdit(edit, at)];
		for (const name of used) needs.add(name);
		return [title, ...lines].join("\n");
	} catch (missing) {
		if (!(missing instanceof NotScriptable)) throw missing;
		const reason = `onnx-graphsurgeon can't do this step: ${missing.reason}.`;
		return [title, `raise NotImplementedError(${pythonText(reason)})`].join("\n");
	}
}

const interfaceEdits: ReadonlySet<Edit["do"]> = new Set([
	"add-input",
	"remove-input",
	"move-input",
	"add-output",
	"remove-output",
	"move-output",
]);

/** There the node around changes too, and which way depends on its operator. */
function refuseInterfaceOfBody(edit: Edit): void {
	if (!interfaceEdits.has(edit.do) || !("in" in edit) || (edit.in?.path ?? []).length === 0) return;
	throw new NotScriptable("it does not keep a node and its bodies together");
}

/** Lines that find the body that an edit is about. */
function enter(address: BodyAddress | undefined, needs: Set<string>): readonly string[] {
	if (!address) return [];
	const at: Writing = { graph: "body", needs };
	const { function: head, path = [] } = address;
	if (head?.overload) throw new NotScriptable("it knows no overloads of functions");
	const isHead = `one.name == ${pythonText(head?.name ?? "")} and one.domain == ${pythonText(head?.domain ?? "")}`;
	const start = head ? `body = next(one for one in graph.functions if ${isHead})` : "body = graph";
	const steps = path.map(({ node, attribute, position }) => {
		const held = `${nodeText(node, at)}.attrs[${pythonText(attribute)}]`;
		return `body = ${held}${position === undefined ? "" : `[${position}]`}`;
	});
	return [start, ...steps];
}
