import { draftFor, integersOf, numbersAt, shapeAt, slice, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutCenterCrop: RepairRule = {
	name: "write-out-center-crop",
	title: "Write CenterCropPad out as slices and a Pad",
	kind: "exact",
	operators: ["CenterCropPad"],
	match(site, node) {
		const [x = "", sizes = ""] = node.inputs;
		const shape = shapeAt(site, x);
		const wanted = numbersAt(site, sizes);
		if (!shape || !wanted) return miss("The rank of its input or the sizes that it wants are not known.");
		const axes = (integersOf(node, "axes") ?? shape.map((_, i) => i)).map((axis) =>
			axis < 0 ? axis + shape.length : axis,
		);
		const draft = draftFor(site, node);
		const pads = Array.from({ length: 2 * shape.length }, () => 0);
		let value = x;
		for (const [i, axis] of axes.entries()) {
			const [size, asked = 0] = [shape[axis], wanted[i]];
			if (typeof size !== "number") return miss("A size that it crops or pads is not known.");
			const spare = Math.abs(size - asked);
			const before = Math.floor(spare / 2);
			if (asked < size) value = slice(draft, value, axis, before, before + asked);
			if (asked <= size) continue;
			pads[axis] = before;
			pads[axis + shape.length] = spare - before;
		}
		const result = pads.some((pad) => pad > 0) ? draft.add("Pad", [value, draft.int64s(pads)]) : value;
		return {
			nodes: [node],
			sentence: `${told(node)} cuts and pads by amounts that are known.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};
