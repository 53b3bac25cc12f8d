import type { ValueInfoProto } from "@suture/onnx";
import { onlyPairs, sharedBy } from "./pair-by.ts";

/** Inputs, or outputs, of two bodies that are the same one: by name, then by position among the others of a type, then among
 *  those of an element type and rank. */
export function pairInterface(
	before: readonly ValueInfoProto[],
	after: readonly ValueInfoProto[],
): [ValueInfoProto, ValueInfoProto][] {
	const pairs = onlyPairs(sharedBy(before, after, ({ name }) => name));
	const left = () => {
		const paired = new Set(pairs.flat());
		const isLeft = (value: ValueInfoProto) => !paired.has(value);
		return [before.filter(isLeft), after.filter(isLeft)] as const;
	};
	for (const key of [typeKey, kindKey]) {
		for (const { before: ones, after: others } of sharedBy(...left(), key)) {
			ones.forEach((one, i) => {
				const other = others[i];
				if (other) pairs.push([one, other]);
			});
		}
	}
	return pairs;
}

function typeKey({ type }: ValueInfoProto): string {
	return JSON.stringify(type) ?? "";
}

function kindKey({ type }: ValueInfoProto): string | undefined {
	const tensor = type?.tensorType;
	return tensor && `${tensor.elemType} ${tensor.shape?.dim.length}`;
}
