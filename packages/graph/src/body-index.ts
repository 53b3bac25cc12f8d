import { holdsBodies } from "./bodies-of-node.ts";
import type { Body, Node } from "./graph.ts";
import { JoinedMap } from "./joined-map.ts";
import { LayeredMap } from "./layered-map.ts";

/** Where a value comes from inside one body. */
export type Definition =
	| { readonly by: "node"; readonly node: Node; readonly output: number }
	| { readonly by: "input"; readonly position: number }
	| { readonly by: "initializer"; readonly position: number }
	| { readonly by: "sparse-initializer"; readonly position: number };

/** A node that takes a value, and at which position. */
export interface Use {
	readonly node: Node;
	readonly input: number;
}

/** Who makes and who takes each value of a body. An initializer that is also an input counts as an initializer. */
export interface BodyIndex {
	readonly definitions: ReadonlyMap<string, Definition>;
	/** In no particular order. */
	readonly uses: ReadonlyMap<string, readonly Use[]>;
	/** Positions among the body's outputs, by name. */
	readonly outputs: ReadonlyMap<string, number>;
	/** Names that are defined more than once. */
	readonly duplicates: ReadonlySet<string>;
	/** Nodes by name; a sound model has one a name. Unnamed nodes are not in it. */
	readonly named: ReadonlyMap<string, readonly Node[]>;
	/** Nodes that hold bodies. */
	readonly holders: readonly Node[];
}

/** An index with what bringing it up to date needs. */
export interface LayeredIndex extends BodyIndex {
	/** The definitions that are not by nodes. */
	readonly given: LayeredMap<string, Definition>;
	/** The definitions by nodes. */
	readonly made: LayeredMap<string, Definition>;
	readonly uses: LayeredMap<string, readonly Use[]>;
	readonly named: LayeredMap<string, readonly Node[]>;
}

/** The index of a body from nothing, in time linear in its edges. */
export function makeIndex(body: Body): LayeredIndex {
	const { given, duplicates } = givenBy(body);
	const made = new Map<string, Definition>();
	const uses = new Map<string, Use[]>();
	const named = new Map<string, Node[]>();
	for (const node of body.nodes) {
		node.outputs.forEach((name, output) => {
			if (name === "") return;
			if (given.has(name) || made.has(name)) duplicates.add(name);
			else made.set(name, { by: "node", node, output });
		});
		node.inputs.forEach((name, input) => {
			if (name !== "") append(uses, name, { node, input });
		});
		if (node.name !== "") append(named, node.name, node);
	}
	return {
		definitions: new JoinedMap(given, made),
		given: LayeredMap.of(given),
		made: LayeredMap.of(made),
		uses: LayeredMap.of(uses),
		named: LayeredMap.of(named),
		outputs: outputPositions(body),
		duplicates,
		holders: body.nodes.filter(holdsBodies),
	};
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const known = lists.get(key);
	if (known) known.push(value);
	else lists.set(key, [value]);
}

/** What a body has without a node making it: inputs and initializers; and which names are there twice. */
export function givenBy(body: Body): { given: Map<string, Definition>; duplicates: Set<string> } {
	const given = new Map<string, Definition>();
	const duplicates = new Set<string>();
	const define = (name: string, definition: Definition) => {
		if (name === "") return;
		const known = given.get(name);
		// Before IR version 4 every initializer was an input too: that is one value, which has a default.
		if (known && !(known.by === "input" && definition.by !== "input")) duplicates.add(name);
		else given.set(name, definition);
	};
	body.inputs.forEach(({ name }, position) => define(name ?? "", { by: "input", position }));
	body.initializers.forEach(({ name }, position) => define(name ?? "", { by: "initializer", position }));
	body.sparseInitializers.forEach(({ values }, position) =>
		define(values?.name ?? "", { by: "sparse-initializer", position }),
	);
	return { given, duplicates };
}

export function outputPositions(body: Body): ReadonlyMap<string, number> {
	return new Map(body.outputs.map(({ name }, position) => [name ?? "", position]));
}
