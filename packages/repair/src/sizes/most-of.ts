import { type Element, greatest, isExpression } from "@suture/ops";

/** What a count never exceeds: itself where it is known, or a constant that exporters took the smaller of. */
export function mostOf(count: Element): number | undefined {
	if (typeof count === "number") return count;
	if (!isExpression(count)) return undefined;
	const bound = greatest(count);
	return Number.isFinite(bound) ? bound : undefined;
}
