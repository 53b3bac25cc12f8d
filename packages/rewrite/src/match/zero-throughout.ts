import { elementCount, tensorBytesInMemory } from "@suture/onnx";
import { attributeOf } from "./attributes.ts";
import { makerOf, type Site } from "./site.ts";
import { uniformAt } from "./uniform.ts";

/** Operators that only choose among the elements of their first input, or repeat them. */
const choosing: ReadonlySet<string> = new Set(
	"Slice Reshape Squeeze Unsqueeze Flatten Transpose Expand Tile Gather Identity Cast Neg Abs".split(" "),
);
const deepest = 16;

/** Whether every element of a value is 0, also where its sizes are open. */
export function isZeroThroughout(site: Site, value: string | undefined, depth = 0): boolean {
	if (!value || depth > deepest) return false;
	if (uniformAt(site, value) === 0) return true;
	const node = makerOf(site, value);
	if (node?.domain !== "") return false;
	if (choosing.has(node.opType)) return isZeroThroughout(site, node.inputs[0], depth + 1);
	if (node.opType === "Concat" || node.opType === "Split") {
		const parts = node.opType === "Split" ? node.inputs.slice(0, 1) : node.inputs;
		return parts.every((one) => isZeroThroughout(site, one, depth + 1));
	}
	if (node.opType !== "ConstantOfShape") return false;
	const tensor = attributeOf(node, "value")?.t;
	if (!tensor) return true;
	const bytes = tensorBytesInMemory(tensor);
	return (
		bytes !== undefined &&
		"bytes" in bytes &&
		elementCount(tensor.dims) === 1 &&
		bytes.bytes.every((byte) => byte === 0)
	);
}
