import { holdsBodies } from "./bodies-of-node.ts";
import { type Definition, givenBy, type LayeredIndex, outputPositions, type Use } from "./body-index.ts";
import { changedNodes } from "./changed-nodes.ts";
import type { Body, Node } from "./graph.ts";
import { JoinedMap } from "./joined-map.ts";
import { LayeredMap } from "./layered-map.ts";

/** The index of `to`, made from that of `from` in time of what differs between them. Undefined where making it anew is as
 *  cheap, and where a name is there twice, before or after: what counts then is the order of all definitions. */
export function derivedIndex(known: LayeredIndex, from: Body, to: Body): LayeredIndex | undefined {
	const { given, duplicates, added } = givenAfter(known, from, to);
	const { gone, come } = changedNodes(from.nodes, to.nodes);
	const isMuch = gone.size + come.length > 64 + to.nodes.length / 4;
	if (known.duplicates.size > 0 || duplicates.size > 0 || isMuch) return undefined;
	const changes = madeChanges(known, gone, come, given);
	const made = changes && known.made.with(changes);
	if (!made) return undefined;
	for (const name of added) if (made.has(name)) return undefined;
	const isHeldAnew = come.some(holdsBodies) || known.holders.some((node) => gone.has(node));
	return {
		definitions: new JoinedMap(given, made),
		given,
		made,
		uses: known.uses.with(useChanges(known, gone, come)),
		named: known.named.with(nameChanges(known, gone, come)),
		outputs: from.outputs === to.outputs ? known.outputs : outputPositions(to),
		duplicates,
		holders: isHeldAnew
			? [...known.holders.filter((node) => !gone.has(node)), ...come.filter(holdsBodies)]
			: known.holders,
	};
}

interface Given {
	readonly given: LayeredMap<string, Definition>;
	readonly duplicates: ReadonlySet<string>;
	/** Names that may not have been there before. */
	readonly added: Iterable<string>;
}

function givenAfter(known: LayeredIndex, from: Body, to: Body): Given {
	const isAroundSame = from.inputs === to.inputs && from.sparseInitializers === to.sparseInitializers;
	if (isAroundSame && from.initializers === to.initializers) {
		return { given: known.given, duplicates: known.duplicates, added: [] };
	}
	const start = from.initializers.length;
	const more = to.initializers.slice(start).map(({ name }) => name ?? "");
	const isAppended = from.initializers.every((tensor, i) => tensor === to.initializers[i]);
	const areNew = more.every((name) => name !== "" && !known.given.has(name)) && new Set(more).size === more.length;
	if (isAroundSame && isAppended && areNew) {
		const changes = more.map((name, i): [string, Definition] => [name, { by: "initializer", position: start + i }]);
		return { given: known.given.with(new Map(changes)), duplicates: known.duplicates, added: more };
	}
	const { given, duplicates } = givenBy(to);
	return { given: LayeredMap.of(given), duplicates, added: given.keys() };
}

type Changes<T> = Map<string, T | undefined>;

/** Undefined when a name comes that is there already. */
function madeChanges(
	known: LayeredIndex,
	gone: ReadonlySet<Node>,
	come: readonly Node[],
	given: ReadonlyMap<string, Definition>,
): Changes<Definition> | undefined {
	const changes: Changes<Definition> = new Map();
	for (const { outputs } of gone) for (const name of outputs) if (name !== "") changes.set(name, undefined);
	for (const node of come) {
		for (const [output, name] of node.outputs.entries()) {
			if (name === "") continue;
			const isMade = changes.has(name) ? changes.get(name) !== undefined : known.made.has(name);
			if (isMade || given.has(name)) return undefined;
			changes.set(name, { by: "node", node, output });
		}
	}
	return changes;
}

function useChanges(known: LayeredIndex, gone: ReadonlySet<Node>, come: readonly Node[]): Changes<readonly Use[]> {
	const lists = new Map<string, Use[]>();
	for (const { inputs } of gone)
		for (const name of inputs)
			if (name !== "" && !lists.has(name)) {
				lists.set(
					name,
					(known.uses.get(name) ?? []).filter(({ node }) => !gone.has(node)),
				);
			}
	for (const node of come) {
		for (const [input, name] of node.inputs.entries()) {
			if (name === "") continue;
			const list = lists.get(name) ?? [...(known.uses.get(name) ?? [])];
			list.push({ node, input });
			lists.set(name, list);
		}
	}
	return withoutEmpty(lists);
}

function nameChanges(known: LayeredIndex, gone: ReadonlySet<Node>, come: readonly Node[]): Changes<readonly Node[]> {
	const lists = new Map<string, Node[]>();
	const listOf = (name: string): Node[] => {
		const list = lists.get(name) ?? (known.named.get(name) ?? []).filter((node) => !gone.has(node));
		lists.set(name, list);
		return list;
	};
	for (const { name } of gone) if (name !== "") listOf(name);
	for (const node of come) if (node.name !== "") listOf(node.name).push(node);
	return withoutEmpty(lists);
}

function withoutEmpty<T>(lists: ReadonlyMap<string, readonly T[]>): Changes<readonly T[]> {
	return new Map(Array.from(lists, ([name, list]) => [name, list.length === 0 ? undefined : list]));
}
