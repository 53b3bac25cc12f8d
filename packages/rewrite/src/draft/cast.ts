import { dataTypeOf, type ElementType } from "@suture/ops";
import type { Draft } from "./draft.ts";

export function cast(draft: Draft, value: string, to: ElementType): string {
	return draft.add("Cast", [value], { to: dataTypeOf(to) ?? 0 });
}
