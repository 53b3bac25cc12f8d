import type { Node } from "@suture/graph";

/** A node's name, or what it makes when it has none. */
export function nodeName({ name, outputs }: Node): string {
	return name || (outputs.find((output) => output !== "") ?? "");
}

/** An operator with its domain, unless that is ai.onnx. */
export function operatorName({ opType, domain }: Node): string {
	return domain === "" || domain === "ai.onnx" ? opType : `${domain}.${opType}`;
}
