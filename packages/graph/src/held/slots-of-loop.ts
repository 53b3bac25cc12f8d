import type { Body, Node } from "../graph.ts";
import type { Slot } from "./slots.ts";

/** The slots of a Loop, in order: the round, the condition, what is carried, what is collected; undefined where node and body do
 *  not fit. Source: onnx Operators.md, Loop-25. */
export function slotsOfLoop(node: Node, body: Body): readonly Slot[] | undefined {
	const { inputs, outputs, id } = body;
	const [iteration, condition, ...states] = inputs;
	const [nextCondition, ...given] = outputs;
	const fits =
		node.inputs.length <= inputs.length && given.length >= states.length && node.outputs.length <= given.length;
	if (!iteration || !condition || !nextCondition || !fits) return undefined;
	const outer = (place: number) => node.inputs[place] ?? "";
	return [
		{ kind: "fixed", bodyInput: iteration, bodyOutputs: new Map(), nodeInput: outer(0) },
		{ kind: "fixed", bodyInput: condition, bodyOutputs: new Map([[id, nextCondition]]), nodeInput: outer(1) },
		...given.map((output, i): Slot => {
			const bodyInput = states[i];
			const common = { bodyOutputs: new Map([[id, output]]), nodeOutput: node.outputs[i] ?? "" };
			return bodyInput
				? { ...common, kind: "carried", bodyInput, nodeInput: outer(i + 2), place: i }
				: { ...common, kind: "given", place: i - states.length };
		}),
	];
}
