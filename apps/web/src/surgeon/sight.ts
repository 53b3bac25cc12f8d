import type { Inferred } from "@suture/analysis";
import type { Body, Graph, Node, NodeId } from "@suture/graph";
import type { TensorProto } from "@suture/onnx";
import type { GroupTree } from "../scene/group-tree.ts";

/** The open document as it is now, for those who look and do not change it. Each throws when none is open. */
export interface Sight {
	graph(): Graph;
	inferred(): Inferred;
	/** The body on the screen, and its modules. */
	body(): Body;
	tree(): GroupTree;
	nodeAt(node: NodeId): { readonly body: Body; readonly node: Node } | undefined;
	/** Of the nodes those that have a card in the body on the screen, in its order. */
	seen(nodes: ReadonlySet<NodeId>): NodeId[];
	/** The tensor of an initializer or a Constant of any body. */
	tensor(value: string): TensorProto | undefined;
	fileName(): string;
}
