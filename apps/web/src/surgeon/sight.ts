import type { Inferred } from "@suture/analysis";
import type { Body, Edit, Graph, Node, NodeId } from "@suture/graph";
import type { TensorProto } from "@suture/onnx";
import { constantOf } from "../scene/folded-constants.ts";
import type { GroupTree } from "../scene/group-tree.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Picture } from "./picture.ts";
import type { Preview } from "./preview.ts";

/** The open document as it is now, for those who look and do not change it. Each throws when none is open. */
export interface Sight {
	graph(): Graph;
	inferred(): Inferred;
	/** What is shown of values: what is known, or what follows from sizes that are assumed. */
	shown(): Inferred;
	/** What edits would do. */
	preview(edits: readonly Edit[]): Preview;
	/** The body on the screen, and its modules. */
	body(): Body;
	tree(): GroupTree;
	treeOf(body: Body): GroupTree;
	nodeAt(node: NodeId): { readonly body: Body; readonly node: Node } | undefined;
	/** Of the nodes those that have a card in the body on the screen, in its order. */
	seen(nodes: ReadonlySet<NodeId>): NodeId[];
	/** The tensor of an initializer or a Constant of any body. */
	tensor(value: string): TensorProto | undefined;
	fileName(): string;
}

export function sightOf(document: () => OpenDocument, picture: Picture): Sight {
	return {
		graph: () => document().graph,
		inferred: () => document().inferred,
		shown: () => document().shown,
		preview: (edits) => document().preview(edits),
		body: () => picture.body(),
		tree: () => picture.tree(),
		treeOf: (body) => picture.treeOf(body),
		nodeAt: (node) => {
			const body = picture.homeOf(node);
			const found = body?.nodes.find(({ id }) => id === node);
			return body && found && { body, node: found };
		},
		seen: (nodes) => picture.seen(nodes),
		tensor: (value) => tensorOf(document().graph, value),
		fileName: () => document().files.name,
	};
}

function tensorOf(graph: Graph, name: string): TensorProto | undefined {
	for (const { initializers, nodes } of graph.bodies.values()) {
		const tensor = initializers.find((one) => one.name === name);
		if (tensor) return tensor;
		const node = nodes.find(({ outputs }) => outputs.includes(name));
		if (node) return constantOf(node);
	}
	return undefined;
}
