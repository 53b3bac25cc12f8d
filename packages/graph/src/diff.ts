import type { Body, BodyId, FunctionHead, Graph, Header, Node } from "./graph.ts";

/** One thing before and after; undefined where it is not there. */
export interface Change<T> {
	readonly before: T | undefined;
	readonly after: T | undefined;
}

/** What differs between two graphs, as data: enough to go from either to the other. Unchanged parts are not in it. */
export interface Diff {
	readonly bodies: ReadonlyMap<BodyId, Change<Body>>;
	readonly header: Change<Header> | undefined;
	readonly functions: Change<readonly FunctionHead[]> | undefined;
	readonly main: Change<BodyId> | undefined;
}

/** The difference of two graphs of one history. It compares identities, so it costs a step a body. */
export function diffOf(before: Graph, after: Graph): Diff {
	const bodies = new Map<BodyId, Change<Body>>();
	for (const id of new Set([...before.bodies.keys(), ...after.bodies.keys()])) {
		const change = { before: before.bodies.get(id), after: after.bodies.get(id) };
		if (change.before !== change.after) bodies.set(id, change);
	}
	return {
		bodies,
		header: changeOf(before.header, after.header),
		functions: changeOf(before.functions, after.functions),
		main: changeOf(before.main, after.main),
	};
}

function changeOf<T>(before: T, after: T): Change<T> | undefined {
	return before === after ? undefined : { before, after };
}

/** The way back. */
export function reversed({ bodies, header, functions, main }: Diff): Diff {
	const back = <T>(change: Change<T>): Change<T> => ({ before: change.after, after: change.before });
	return {
		bodies: new Map([...bodies].map(([id, change]) => [id, back(change)])),
		header: header && back(header),
		functions: functions && back(functions),
		main: main && back(main),
	};
}

/** The graph after a diff that begins at it. Ids that were given stay given. */
export function applyDiff(graph: Graph, diff: Diff): Graph {
	const bodies = new Map(graph.bodies);
	for (const [id, { after }] of diff.bodies) {
		if (after) bodies.set(id, after);
		else bodies.delete(id);
	}
	return {
		header: diff.header?.after ?? graph.header,
		main: diff.main?.after ?? graph.main,
		functions: diff.functions?.after ?? graph.functions,
		bodies,
		nextId: graph.nextId,
	};
}

export function isEmpty({ bodies, header, functions, main }: Diff): boolean {
	return bodies.size === 0 && !header && !functions && !main;
}

/** The nodes of a diff that came, went, or changed, in all bodies. */
export function nodeChanges({ bodies }: Diff): Change<Node>[] {
	const changes: Change<Node>[] = [];
	for (const { before, after } of bodies.values()) {
		const old = new Map(before?.nodes.map((node) => [node.id, node]));
		for (const node of after?.nodes ?? []) {
			const was = old.get(node.id);
			old.delete(node.id);
			if (was !== node) changes.push({ before: was, after: node });
		}
		for (const node of old.values()) changes.push({ before: node, after: undefined });
	}
	return changes;
}
