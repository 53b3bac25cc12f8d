import { type BodyId, bodyAndInner, bodyOf, type Graph, indexOf } from "@suture/graph";

/** The names that a body makes. */
export interface NamesOfBody {
	readonly body: BodyId;
	/** Of values that nodes and initializers make, and for inner bodies of their inputs. */
	readonly values: readonly string[];
	readonly nodes: readonly { readonly name: string; readonly output: string }[];
}

/** What main and the bodies in it make, the innermost first, so that renaming one leaves the ways to the others as they are. */
export function addressedNames(graph: Graph): NamesOfBody[] {
	return bodyAndInner(graph, graph.main)
		.toReversed()
		.map((id) => {
			const body = bodyOf(graph, id);
			const isMain = id === graph.main;
			const values = [...indexOf(body).definitions].flatMap(([value, { by }]) =>
				isMain && by === "input" ? [] : value,
			);
			const nodes = body.nodes.flatMap(({ name, outputs }) => {
				const output = outputs.find((one) => one !== "");
				return name === "" || output === undefined ? [] : { name, output };
			});
			return { body: id, values, nodes };
		});
}
