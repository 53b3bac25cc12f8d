import type { Body, Node } from "./graph.ts";

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
	readonly uses: ReadonlyMap<string, readonly Use[]>;
	/** Positions among the body's outputs, by name. */
	readonly outputs: ReadonlyMap<string, number>;
	/** Names that are defined more than once. */
	readonly duplicates: ReadonlySet<string>;
}

const indices = new WeakMap<Body, BodyIndex>();

/** The index of a body; made once for each snapshot, in time linear in its edges. */
export function indexOf(body: Body): BodyIndex {
	let index = indices.get(body);
	if (!index) {
		index = makeIndex(body);
		indices.set(body, index);
	}
	return index;
}

function makeIndex(body: Body): BodyIndex {
	const definitions = new Map<string, Definition>();
	const duplicates = new Set<string>();
	const uses = new Map<string, Use[]>();
	const define = (name: string, definition: Definition) => {
		if (name === "") return;
		const known = definitions.get(name);
		// Before IR version 4 every initializer was an input too: that is one value, which has a default.
		if (known && !(known.by === "input" && definition.by !== "node")) duplicates.add(name);
		else definitions.set(name, definition);
	};
	body.inputs.forEach(({ name }, position) => define(name ?? "", { by: "input", position }));
	body.initializers.forEach(({ name }, position) => define(name ?? "", { by: "initializer", position }));
	body.sparseInitializers.forEach(({ values }, position) =>
		define(values?.name ?? "", { by: "sparse-initializer", position }),
	);
	for (const node of body.nodes) {
		node.outputs.forEach((name, output) => define(name, { by: "node", node, output }));
		node.inputs.forEach((name, input) => {
			if (name === "") return;
			const known = uses.get(name);
			if (known) known.push({ node, input });
			else uses.set(name, [{ node, input }]);
		});
	}
	const outputs = new Map(body.outputs.map(({ name }, position) => [name ?? "", position]));
	return { definitions, uses, outputs, duplicates };
}
