import { useEffect, useState } from "react";
import { parseShape } from "../build/shapes.ts";
import { prover } from "../surgeon/connect.ts";
import type { OpenInput } from "../surgeon/measured.ts";

interface OpenSizesProps {
	/** What is written for each input. */
	readonly texts: Readonly<Record<string, string>>;
	readonly onTexts: (texts: Readonly<Record<string, string>>) => void;
}

/** Sizes for inputs that leave some open; those that nobody writes are chosen. */
export function OpenSizes({ texts, onTexts }: OpenSizesProps) {
	const [inputs, setInputs] = useState<readonly OpenInput[]>([]);
	useEffect(() => void prover.openInputs().then(setInputs), []);
	if (inputs.length === 0) return null;
	return (
		<details className="numbers-sizes">
			<summary>Sizes</summary>
			{inputs.map(({ name, shape }) => (
				<label key={name}>
					<span title={name}>{name}</span>
					<input
						className="field mono"
						placeholder={shape}
						value={texts[name] ?? ""}
						aria-invalid={isWrong(texts[name] ?? "")}
						onChange={(event) => onTexts({ ...texts, [name]: event.target.value })}
					/>
				</label>
			))}
		</details>
	);
}

function isWrong(text: string): boolean {
	return text.trim() !== "" && parseShape(text) === undefined;
}

/** The sizes that texts give; undefined when one of them is none. */
export function sizesFrom(
	texts: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly number[]>> | undefined {
	const written = Object.entries(texts).filter(([, text]) => text.trim() !== "");
	if (written.some(([, text]) => isWrong(text))) return undefined;
	return Object.fromEntries(written.map(([name, text]) => [name, parseShape(text) ?? []]));
}
