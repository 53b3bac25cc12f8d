import type { Edit } from "@suture/graph";
import { planner } from "../surgeon/connect.ts";
import type { NodeDescription } from "../surgeon/description.ts";
import { exactName } from "../surgeon/edit-line.ts";
import { perform } from "../workspace/workspace.ts";
import type { Picked } from "./value-picker.tsx";

/** Connects an input of a node to a value, or to a constant that is made for it. */
export async function connectInput(node: NodeDescription, input: number, picked: Picked): Promise<void> {
	const { address, place } = node;
	const connect = (value: string): Edit => ({ do: "set-input", node: address, input, value, ...place });
	if ("value" in picked) {
		await perform([connect(picked.value)]);
		return;
	}
	const parameter = node.inputs[input]?.parameter.replace(/\W+/g, "_") ?? String(input);
	const value = await planner.freshName(`${node.name || node.operator}_${parameter}`);
	const { type, elements } = picked.literal;
	const line = `${type} ${exactName(value)} = {${elements}}`;
	await perform([{ do: "replace-nodes", nodes: [], with: line, ...place }, connect(value)]);
}
