import type { Node } from "@suture/graph";

/** The modules that a node came from, outermost first, as exporters leave them behind. Empty when they left nothing. */
export function modulePath(node: Node): readonly string[] {
	// TorchScript: "/encoder/layer.0/attention/MatMul". The last part names the node itself.
	if (node.name.includes("/"))
		return node.name
			.split("/")
			.filter((part) => part !== "")
			.slice(0, -1);
	for (const { key, value } of node.metadataProps) {
		if (key === "pkg.torch.onnx.name_scopes") return fromScopes(value ?? "");
		if (key === "namespace") return fromNamespace(value ?? "");
	}
	return [];
}

/** Dynamo: ": SwinTransformer/features: Sequential/features.1: Sequential/conv2d: aten.conv2d.default". Each part is the
 *  whole path of a module with its type; the first is the model itself, the last the operation. */
function fromNamespace(text: string): string[] {
	const names = text.split("/").map((part) => part.split(":")[0]?.trim() ?? "");
	return relativeParts(names.slice(0, -1));
}

/** Dynamo, newer: "['', 'features', 'features.1', 'conv2d']". */
function fromScopes(text: string): string[] {
	const names = Array.from(text.matchAll(/'((?:[^'\\]|\\.)*)'/g), ([, name]) => name ?? "");
	return relativeParts(names.slice(0, -1));
}

/** "features", "features.1" become "features", "1". */
function relativeParts(names: readonly string[]): string[] {
	const parts: string[] = [];
	let outer = "";
	for (const name of names) {
		if (name === "") continue;
		parts.push(name.startsWith(`${outer}.`) ? name.slice(outer.length + 1) : name);
		outer = name;
	}
	return parts;
}
