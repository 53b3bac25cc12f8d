import { textOfDimension } from "../dimension/text.ts";
import type { ValueType } from "./value-type.ts";

/** A type as people read it: float[1,3,h/2], int64 (a scalar), float[…] (rank not known), sequence(float[n]). */
export function textOfType(type: ValueType | undefined): string {
	switch (type?.kind) {
		case undefined:
			return "unknown";
		case "tensor":
		case "sparse-tensor": {
			const element = `${type.kind === "tensor" ? "" : "sparse "}${type.element ?? "unknown"}`;
			if (type.shape === undefined) return `${element}[…]`;
			return type.shape.length === 0 ? element : `${element}[${type.shape.map(textOfDimension).join(",")}]`;
		}
		case "sequence":
		case "optional":
			return `${type.kind}(${textOfType(type.of)})`;
		case "map":
			return `map(${type.key ?? "unknown"}, ${textOfType(type.value)})`;
		case "opaque":
			return `opaque(${type.domain}, ${type.name})`;
	}
}
