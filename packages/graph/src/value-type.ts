import { type TypeProto, tensorType } from "@suture/onnx";
import { readType } from "./text/read-type.ts";
import { atEnd, scannerOf } from "./text/scanner.ts";
import { Stop } from "./text/stop.ts";
import { plainSize, writeType } from "./text/write-type.ts";

/** A type in ONNX's textual syntax: float[1,N,?], float (a scalar), float[] (unknown rank), seq(float[N]). Unknown numbers
 *  of types are written as they are, `type99[1]`. Undefined for a type without contents. */
export function textFromType(type: TypeProto): string | undefined {
	return writeType(type, {
		element: (dataType) => tensorType(dataType)?.text ?? `type${dataType ?? 0}`,
		size: plainSize,
	});
}

/** The type that a text describes, or why it describes none. */
export function typeFromText(text: string): TypeProto | { readonly reason: string } {
	const scanner = scannerOf(text);
	try {
		const type = readType(scanner, "not-negative");
		return atEnd(scanner) ? type : { reason: `"${text.slice(scanner.at)}" is left over` };
	} catch (stop) {
		if (stop instanceof Stop) return { reason: stop.reason };
		throw stop;
	}
}
