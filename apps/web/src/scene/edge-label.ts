import type { TypeProto } from "@suture/onnx";

/** What an edge says of its value: sizes as 1×3×224×224; nothing where the rank is not known. */
export function edgeLabel(type: TypeProto | undefined): string {
	const dims = (type?.tensorType ?? type?.sparseTensorType)?.shape?.dim;
	if (!dims) return "";
	return dims.map(({ dimValue, dimParam }) => (dimValue === undefined ? dimParam || "?" : String(dimValue))).join("×");
}
