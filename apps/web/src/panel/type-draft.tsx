import type { EditPlace } from "../surgeon/description.ts";
import { Draft, type Meant } from "./draft.tsx";

interface TypeDraftProps {
	readonly value: string;
	/** As ONNX writes it; "" when nothing is known. */
	readonly type: string;
	readonly isDeclared: boolean;
	readonly place: EditPlace;
}

/** The declared type of a value: element type and sizes, each a number, a name, or ? for any. */
export function TypeDraft({ value, type, isDeclared, place }: TypeDraftProps) {
	return (
		<Draft
			value={type}
			label={`Type of ${value}`}
			placeholder="float[1,3,224,224]"
			isFaint={!isDeclared}
			meant={(text) => meantType(value, text, place)}
		/>
	);
}

function meantType(value: string, text: string, place: EditPlace): Meant {
	const trimmed = text.trim();
	if (trimmed === "") return { reason: "Write it as ONNX does: float[1,3,224,224], int64[N,?]." };
	return { edits: [{ do: "set-types", types: { [value]: trimmed }, ...place }] };
}
