import { textFromType } from "@suture/graph";
import type { ValueInfoProto } from "@suture/onnx";

/** An input or output of a body that came, went, or has another name, type or place among the others. */
export interface InterfaceChange {
	readonly before: ValueInfoProto | undefined;
	readonly after: ValueInfoProto | undefined;
	/** Whether it stands before another one that it stood behind. */
	readonly moved: boolean;
}

export function interfaceChanges(
	before: readonly ValueInfoProto[],
	after: readonly ValueInfoProto[],
	pairs: readonly (readonly [ValueInfoProto, ValueInfoProto])[],
): InterfaceChange[] {
	const toAfter = new Map(pairs);
	const kept = new Set(toAfter.values());
	const order = after.filter((value) => kept.has(value));
	const place = new Map(order.map((value, position) => [value, position]));
	let next = 0;
	const stayed = before.flatMap((value): InterfaceChange[] => {
		const now = toAfter.get(value);
		if (!now) return [{ before: value, after: undefined, moved: false }];
		const moved = place.get(now) !== next++;
		const isSame = !moved && (value.name ?? "") === (now.name ?? "") && typeText(value) === typeText(now);
		return isSame ? [] : [{ before: value, after: now, moved }];
	});
	const came = after.filter((value) => !kept.has(value));
	return [...stayed, ...came.map((value) => ({ before: undefined, after: value, moved: false }))];
}

export function typeText({ type }: ValueInfoProto): string | undefined {
	return type && textFromType(type);
}
