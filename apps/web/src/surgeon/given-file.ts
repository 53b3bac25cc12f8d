import type { RunTensor } from "@suture/onnx";
import type { InputDescription } from "@suture/proof";

/** What became of a file that was given as an input. */
export type GivenFile =
	| { readonly file: string; readonly input: string; readonly tensor: RunTensor; readonly how: string }
	| { readonly file: string; readonly reason: string };

export function shapeText(dims: InputDescription["dims"]): string {
	if (dims === undefined) return "of any rank";
	return dims.length === 0 ? "a scalar" : dims.map((size) => size ?? "?").join("×");
}
