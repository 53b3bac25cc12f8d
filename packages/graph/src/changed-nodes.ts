import type { Node } from "./graph.ts";

/** The nodes of one list that are not in the other, each way. Cheap where the lists share their beginning and end, or stay in
 *  step. A node that only moved is in neither. */
export function changedNodes(before: readonly Node[], after: readonly Node[]): { gone: Set<Node>; come: Node[] } {
	let start = 0;
	const shorter = Math.min(before.length, after.length);
	while (start < shorter && before[start] === after[start]) start++;
	let same = 0;
	while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
	const inStep = before.length === after.length;
	const left = before.slice(start, before.length - same).filter((node, i) => !inStep || node !== after[start + i]);
	const right = after.slice(start, after.length - same).filter((node, i) => !inStep || node !== before[start + i]);
	const gone = new Set(left);
	return { gone, come: right.filter((node) => !gone.delete(node)) };
}
