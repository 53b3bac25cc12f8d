import type { Node } from "@suture/graph";
import {
	type Draft,
	draftFor,
	floatOf,
	integerOf,
	rankAt,
	type Site,
	shapeAt,
	sizeAs,
	slice,
	told,
	toTheEnd,
	unsqueeze,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

export const writeOutRotaryEmbedding: RepairRule = {
	name: "write-out-rotary-embedding",
	title: "Write RotaryEmbedding out as products with cosines and sines",
	kind: "exact",
	operators: ["RotaryEmbedding"],
	domains: ["", "com.microsoft"],
	match(site, node) {
		const isMicrosofts = node.domain === "com.microsoft";
		const [x = "", a = "", b = "", c = ""] = node.inputs;
		const [positions, cosines, sines] = isMicrosofts ? [a, b, c] : [c, a, b];
		const layout = layoutOf(site, node, x, cosines);
		if (!layout) return miss("How many heads it has, or how large they are, is not known.");
		if (integerOf(site, node, "is_packed_batching") === 1 || (floatOf(site, node, "scale") ?? 1) !== 1)
			return miss("It packs the batch, or scales positions.");
		if (positions !== "" && rankAt(site, positions) !== 2) {
			if (!isMicrosofts || site.opset < 11) return miss("Its positions are of no known shape.");
		}
		const draft = draftFor(site, node);
		const places = isMicrosofts && rankAt(site, positions) !== 2 ? countedFrom(draft, positions, x, layout) : positions;
		const table = (values: string) => {
			const found = places === "" ? values : draft.add("Gather", [values, places], { axis: 0 });
			return unsqueeze(draft, found, [2]);
		};
		const result = rotated(draft, node, x, layout, table(cosines), table(sines));
		return {
			nodes: [node],
			sentence: `${told(node)} becomes products with cosines and sines, as ONNX defines it.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

interface Layout {
	/** Whether x is [batch, heads, sequence, size]; else heads and size are one axis behind the sequence. */
	readonly isParted: boolean;
	readonly heads: number;
	readonly size: number;
	/** How many places of each head are turned. */
	readonly turned: number;
}

function layoutOf(site: Site, node: Node, x: string, cosines: string): Layout | undefined {
	const shape = shapeAt(site, x);
	const [last, half] = [shape?.at(-1), shapeAt(site, cosines)?.at(-1)];
	const isParted = shape?.length === 4;
	if (!shape || typeof last !== "number" || shape.length < 3) return undefined;
	const asked = integerOf(site, node, "rotary_embedding_dim") ?? 0;
	const turned = asked > 0 ? asked : typeof half === "number" ? 2 * half : undefined;
	const given = isParted ? shape[1] : integerOf(site, node, "num_heads");
	// Without a number of heads ONNX Runtime's operator takes what the table turns for a whole head.
	const heads = given || (turned === undefined ? undefined : last / turned);
	if (typeof heads !== "number" || turned === undefined) return undefined;
	return { isParted, heads, size: isParted ? last : last / heads, turned };
}

/** ONNX Runtime: one number is where all sequences begin. */
function countedFrom(draft: Draft, start: string, x: string, { isParted }: Layout): string {
	const count = sizeAs(draft, x, isParted ? 2 : 1, "int64");
	const places = draft.add("Range", [draft.scalar("int64", 0), count, draft.scalar("int64", 1)]);
	return unsqueeze(draft, draft.add("Add", [places, start]), [0]);
}

/** cosines and sines: [batch or 1, sequence, 1, turned / 2]. */
function rotated(draft: Draft, node: Node, x: string, layout: Layout, cosines: string, sines: string): string {
	const { isParted, heads, size, turned } = layout;
	const open = isParted
		? draft.add("Transpose", [x], { perm: [0, 2, 1, 3] })
		: draft.add("Reshape", [x, draft.int64s([0, 0, heads, size])]);
	const part = turned === size ? open : slice(draft, open, 3, 0, turned);
	const isInterleaved = integerOf(draft.site, node, "interleaved") === 1;
	const [left, right] = isInterleaved
		? [slice(draft, part, 3, 0, toTheEnd, 2), slice(draft, part, 3, 1, toTheEnd, 2)]
		: [slice(draft, part, 3, 0, turned / 2), slice(draft, part, 3, turned / 2, turned)];
	const product = (value: string, table: string) => draft.add("Mul", [value, table]);
	const real = draft.add("Sub", [product(left, cosines), product(right, sines)]);
	const imaginary = draft.add("Add", [product(left, sines), product(right, cosines)]);
	const joined = isInterleaved
		? alternating(draft, real, imaginary, heads, turned)
		: draft.add("Concat", [real, imaginary], { axis: 3 });
	const whole =
		turned === size ? joined : draft.add("Concat", [joined, slice(draft, open, 3, turned, size)], { axis: 3 });
	if (isParted) return draft.add("Transpose", [whole], { perm: [0, 2, 1, 3] });
	return draft.add("Reshape", [whole, draft.int64s([0, 0, heads * size])]);
}

function alternating(draft: Draft, left: string, right: string, heads: number, turned: number): string {
	const pairs = draft.add("Concat", [unsqueeze(draft, left, [4]), unsqueeze(draft, right, [4])], { axis: 4 });
	return draft.add("Reshape", [pairs, draft.int64s([0, 0, heads, turned])]);
}
