import type { Graph, NodeId } from "@suture/graph";
import { SutureError } from "@suture/problems";
import {
	type BorderTarget,
	type Role,
	type SplitForTarget,
	splitForTarget,
	type Wish,
	wishForBorder,
} from "@suture/split";
import type { Target } from "@suture/tensorrt";

/** A split that is being looked at. */
export interface SplitDraft {
	readonly whole: Graph;
	readonly target: Target;
	readonly found: SplitForTarget;
}

/** Nodes where someone wants them, or the mark of a boundary value dragged somewhere. */
export type SplitWish =
	| { readonly nodes: readonly NodeId[]; readonly role: Role }
	| { readonly value: string; readonly onto: BorderTarget };

/** Throws SutureError when the last of the wishes can't be had. Earlier ones give way to it. */
export function draftOf(whole: Graph, target: Target, wishes: readonly Wish[]): SplitDraft {
	const found = splitForTarget(whole, target, { wishes });
	const denied = found.denied.find(({ wish }) => wish === wishes.at(-1));
	if (denied) throw SutureError.from(denied.problem);
	return { whole, target, found };
}

/** The split with one wish more; undefined when that would move nothing. Throws SutureError when it can't be had. */
export function withWish({ whole, target, found }: SplitDraft, asked: SplitWish): SplitDraft | undefined {
	const wish = "onto" in asked ? wishForBorder(whole, found, asked.value, asked.onto) : asked;
	return wish && draftOf(whole, target, [...found.granted, wish]);
}

export function withoutWish({ whole, target, found }: SplitDraft, position: number | "all"): SplitDraft {
	return draftOf(whole, target, position === "all" ? [] : found.granted.toSpliced(position, 1));
}
