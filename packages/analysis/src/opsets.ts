import type { OperatorSetIdProto } from "@suture/onnx";

/** The version of each domain that a model or function imports; "" is ai.onnx. */
export function opsetsOf(imports: readonly OperatorSetIdProto[]): ReadonlyMap<string, number> {
	return new Map(imports.map(({ domain = "", version = 1 }) => [domain === "ai.onnx" ? "" : domain, version]));
}
