import { type Body, type BodyId, bodiesOfNode, bodyAndInner, bodyOf, capturedBy, type Node } from "@suture/graph";
import type { Fact } from "@suture/ops";
import type { Problem } from "@suture/problems";
import { problemsOf } from "./problems-of.ts";
import type { BodyRecord, Inside } from "./record.ts";
import { lookUp, type Run, type Scope } from "./scope.ts";

/** Records of bodies while a node is inferred. They begin as those of an earlier run. */
export interface InsideDraft {
	readonly records: Map<BodyId, BodyRecord>;
	/** The bodies that did run now. */
	readonly called: Set<BodyId>;
	/** What passes met whose records were replaced. */
	readonly problems: Problem[];
}

export function startInside(previous: Inside | undefined): InsideDraft {
	return { records: new Map(previous?.records), called: new Set(), problems: [] };
}

/** What must be remembered of the bodies that a node runs; undefined when it runs none. */
export function insideOf(run: Run, scope: Scope, node: Node, draft: InsideDraft): Inside | undefined {
	const inner = bodiesOfNode(node);
	// Bodies that an earlier run called and this one did not may be gone.
	const records = new Map([...draft.records].filter(([id]) => draft.called.has(id)));
	if (inner.length === 0 && records.size === 0) return undefined;
	const called = [...records.keys()].filter((id) => !inner.includes(id));
	const bodies = [...inner, ...called].flatMap((id) => bodyAndInner(run.graph, id)).map((id) => bodyOf(run.graph, id));
	const captured = new Map<string, Fact | undefined>();
	for (const id of inner) for (const name of capturedBy(run.graph, id)) captured.set(name, lookUp(scope, name));
	return { bodies, captured, records, problems: draft.problems };
}

/** Puts the record of a pass in the place of that of the pass before. */
export function keepRecord(draft: InsideDraft, id: BodyId, record: BodyRecord): void {
	const before = draft.called.has(id) ? draft.records.get(id) : undefined;
	if (before) draft.problems.push(...problemsOf(before));
	draft.called.add(id);
	draft.records.set(id, record);
}

/** Whether the bodies are as they were, and take from outside what they took. */
export function isInsideSame({ graph }: Run, scope: Scope, { bodies, captured }: Inside): boolean {
	return (
		bodies.every((body: Body) => graph.bodies.get(body.id) === body) &&
		[...captured].every(([name, fact]) => lookUp(scope, name) === fact)
	);
}
