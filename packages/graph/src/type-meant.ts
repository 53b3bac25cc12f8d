import type { TypeProto } from "@suture/onnx";
import { refuse } from "./refusal.ts";
import { typeFromText } from "./value-type.ts";

/** The type that an edit's text means; the edit is refused when it means none. */
export function typeMeant(text: string): TypeProto {
	const type = typeFromText(text);
	return "reason" in type ? refuse("edit/bad-type", { text, reason: type.reason }) : type;
}
