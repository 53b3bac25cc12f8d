import type { ElementType } from "@suture/ops";
import type { Draft } from "./draft.ts";

/** The smaller or the larger of two numbers. Up to opset 11 Min and Max took no integers. */
export function extreme(draft: Draft, which: "Min" | "Max", left: string, right: string, type: ElementType): string {
	const isFloat = type === "float" || type === "float16" || type === "double";
	if (draft.site.opset >= 12 || isFloat) return draft.add(which, [left, right]);
	return draft.add("Where", [draft.add(which === "Min" ? "Less" : "Greater", [left, right]), left, right]);
}
