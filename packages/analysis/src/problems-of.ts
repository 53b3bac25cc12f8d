import { placeOfNode } from "@suture/graph";
import type { Problem } from "@suture/problems";
import type { BodyRecord, Inside } from "./record.ts";

/** Every problem of a body and of the bodies inside it, each at its node. */
export function problemsOf({ scope, nodes }: BodyRecord): Problem[] {
	const { body, path, neverRuns } = scope;
	const found: Problem[] = [];
	if (neverRuns) return found;
	body.nodes.forEach((node, index) => {
		const record = nodes.get(node.id);
		if (record === undefined || (record.problems.length === 0 && record.inside === undefined)) return;
		const place = { node: placeOfNode(node, index, path) };
		for (const problem of record.problems) found.push({ ...problem, place });
		if (record.inside) found.push(...problemsInside(record.inside));
	});
	return found;
}

/** Of several passes over a body each problem once. */
function problemsInside({ records, problems }: Inside): Problem[] {
	const all = [...problems, ...[...records.values()].flatMap(problemsOf)];
	const keyOf = ({ code, sentence, place }: Problem) => JSON.stringify([code, sentence, place.node]);
	return [...new Map(all.map((problem) => [keyOf(problem), problem])).values()];
}
