import type { NetworkInput } from "@suture/tensorrt";
import { useState } from "react";
import { dynamicInputs, guessedShape, parseShape } from "../build/shapes.ts";

interface SizeFieldsProps {
	readonly inputs: readonly NetworkInput[];
	readonly isBusy: boolean;
	readonly onSizes: (sizes: Record<string, readonly number[]>) => void;
}

/** Sizes for the inputs that the model leaves open. */
export function SizeFields({ inputs, isBusy, onSizes }: SizeFieldsProps) {
	const open = dynamicInputs(inputs);
	const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
		Object.fromEntries(open.map((input) => [input.name, guessedShape(input)])),
	);
	const sizes = open.map(({ name, shape }) => {
		const dims = parseShape(texts[name] ?? "");
		return { name, dims: dims && (shape === undefined || shape.length === dims.length) ? dims : undefined };
	});
	const wrong = sizes.find(({ dims }) => dims === undefined);
	if (open.length === 0) return <p className="simplify-about">All sizes of this model are fixed already.</p>;
	return (
		<form
			className="simplify-sizes"
			onSubmit={(event) => {
				event.preventDefault();
				onSizes(Object.fromEntries(sizes.flatMap(({ name, dims }) => (dims ? [[name, dims]] : []))));
			}}
		>
			{open.map(({ name }) => (
				<label key={name}>
					<span>{name}</span>
					<input
						className="field mono"
						value={texts[name] ?? ""}
						onChange={(event) => setTexts({ ...texts, [name]: event.target.value })}
					/>
				</label>
			))}
			{wrong && <p className="simplify-wrong">{wrong.name}: write sizes as 1x3x512x512, one for each axis.</p>}
			<button type="submit" className="button button-small" disabled={wrong !== undefined || isBusy}>
				Look with these sizes
			</button>
		</form>
	);
}
