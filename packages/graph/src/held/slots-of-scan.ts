import type { Body, Node } from "../graph.ts";
import type { Slot } from "./slots.ts";

/** The slots of a Scan, in order: what is carried, what is taken apart, what is collected; undefined where node and body do not
 *  fit, as in opset 8, where it also takes lengths of sequences. Source: onnx Operators.md, Scan-25. */
export function slotsOfScan(node: Node, body: Body): readonly Slot[] | undefined {
	const { inputs, outputs, id } = body;
	const scanned = Number(node.attributes.find(({ name }) => name === "num_scan_inputs")?.i ?? -1);
	const carried = inputs.length - scanned;
	const fits =
		node.inputs.length === inputs.length &&
		scanned >= 0 &&
		carried >= 0 &&
		outputs.length >= carried &&
		node.outputs.length <= outputs.length;
	if (!fits) return undefined;
	const taken = inputs.map((bodyInput, i): Slot => {
		const nodeInput = node.inputs[i] ?? "";
		const output = i < carried ? outputs[i] : undefined;
		if (!output) return { kind: "scanned", bodyInput, bodyOutputs: new Map(), nodeInput, place: i - carried };
		const bodyOutputs = new Map([[id, output]]);
		return { kind: "carried", bodyInput, bodyOutputs, nodeInput, nodeOutput: node.outputs[i] ?? "", place: i };
	});
	const given = outputs.slice(carried).map((output, place): Slot => {
		const nodeOutput = node.outputs[carried + place] ?? "";
		return { kind: "given", bodyOutputs: new Map([[id, output]]), nodeOutput, place };
	});
	return [...taken, ...given];
}
