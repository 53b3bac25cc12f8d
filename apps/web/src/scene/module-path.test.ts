import { graphFromModel } from "@suture/graph";
import { newMessage } from "@suture/onnx";
import { expect, test } from "vitest";
import { modulePath } from "./module-path.ts";

function pathOf(name: string, metadata: Record<string, string> = {}): readonly string[] {
	const metadataProps = Object.entries(metadata).map(([key, value]) =>
		newMessage("StringStringEntryProto", { key, value }),
	);
	const node = newMessage("NodeProto", { name, opType: "Conv", metadataProps });
	const graph = graphFromModel(newMessage("ModelProto", { graph: newMessage("GraphProto", { node: [node] }) }));
	const read = graph.bodies.get(graph.main)?.nodes[0];
	if (!read) throw new Error("it has a node");
	return modulePath(read);
}

test("TorchScript's slashes are modules, the last part is the node", () => {
	expect(pathOf("/encoder/layer.0/MatMul")).toEqual(["encoder", "layer.0"]);
	expect(pathOf("/NonZero")).toEqual([]);
});

test("dynamo's namespace is modules with their types", () => {
	const namespace =
		": torchvision.Swin/features: torch.Sequential/features.1.1: Block/features.1.1.attn: Attention/scatter: aten.scatter";
	expect(pathOf("node_ScatterND_180", { namespace })).toEqual(["features", "1.1", "attn"]);
});

test("newer dynamo's name scopes are read where they are", () => {
	const scopes = "['', 'features', 'features.0', 'conv2d']";
	expect(pathOf("node_conv2d", { "pkg.torch.onnx.name_scopes": scopes })).toEqual(["features", "0"]);
});

test("a name without slashes and metadata has no module", () => {
	expect(pathOf("Conv_12")).toEqual([]);
});
