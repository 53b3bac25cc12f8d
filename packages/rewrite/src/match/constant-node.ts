import type { Node } from "@suture/graph";
import type { TensorProto } from "@suture/onnx";

/** The tensor that a Constant gives; undefined for other nodes, and for one that gives its value in another form. */
export function tensorOfConstant({ opType, domain, attributes }: Node): TensorProto | undefined {
	if (opType !== "Constant" || domain !== "") return undefined;
	return attributes.find(({ name, refAttrName }) => name === "value" && !refAttrName)?.t;
}
