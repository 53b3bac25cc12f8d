import type { TensorLiteral } from "@suture/graph";
import { useState } from "react";
import { inShape, numbersFromText } from "./numbers-from-text.ts";

interface PasteNumbersProps {
	readonly dataType: string;
	readonly dims: readonly number[];
	readonly onChange: (literal: TensorLiteral) => Promise<boolean>;
}

/** Puts pasted numbers in place of all elements: rows from a spreadsheet, or JSON. */
export function PasteNumbers({ dataType, dims, onChange }: PasteNumbersProps) {
	const [text, setText] = useState("");
	const read = text === "" ? undefined : numbersFromText(text);
	const shape = read && "values" in read ? inShape(read, dims) : undefined;
	return (
		<div className="paste-numbers">
			<textarea
				className="draft-field"
				rows={3}
				value={text}
				placeholder="Paste CSV or JSON to replace all elements"
				aria-label="Paste numbers"
				spellCheck={false}
				onChange={(event) => setText(event.target.value)}
			/>
			{read && "reason" in read && <p className="draft-said is-error">{read.reason}</p>}
			{read && "values" in read && shape && (
				<button
					type="button"
					className="button button-small button-primary"
					onClick={async () => {
						const values = dataType === "bool" ? read.values.map(Boolean) : read.values;
						if (await onChange({ type: dataType, dims: shape, values })) setText("");
					}}
				>
					Set {dataType}[{shape.join(",")}]
				</button>
			)}
		</div>
	);
}
