import type { Edit } from "./edit.ts";

/** The SHA-256 of all contents that edits name and do not hold: what must be handed over beside them. */
export function contentsNamedBy(edits: Iterable<Edit>): Set<string> {
	const named = new Set<string>();
	for (const edit of edits) {
		const single = "tensor" in edit ? [edit.tensor] : [];
		const several = "tensors" in edit ? Object.values(edit.tensors ?? {}) : [];
		for (const literal of [...single, ...several]) if ("sha256" in literal) named.add(literal.sha256);
	}
	return named;
}
