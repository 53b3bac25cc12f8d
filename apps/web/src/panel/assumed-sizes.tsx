import type { Problem } from "@suture/problems";
import type { NetworkInput } from "@suture/tensorrt";
import { useState } from "react";
import { guessedShape } from "../build/shapes.ts";
import type { SizeTexts } from "../surgeon/assumed-sizes.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { assumeSizes } from "../workspace/workspace.ts";

/** Sizes for the inputs, to see what follows from them on every line and in all details. They are no edit. */
export function AssumedSizes() {
	const inputs = useWorkspace(({ state }) => state?.inputs) ?? [];
	const assumed = useWorkspace(({ state }) => state?.assumed);
	const [isOpen, setOpen] = useState(false);
	if (inputs.length === 0) return null;
	if (!isOpen && !assumed) {
		return (
			<button type="button" className="button button-small" data-testid="assume-sizes" onClick={() => setOpen(true)}>
				Look with certain sizes …
			</button>
		);
	}
	const forget = () => {
		setOpen(false);
		if (assumed) void assumeSizes({});
	};
	return <Fields key={inputs.map(({ name }) => name).join("\n")} inputs={inputs} assumed={assumed} onForget={forget} />;
}

interface FieldsProps {
	readonly inputs: readonly NetworkInput[];
	readonly assumed: SizeTexts | undefined;
	readonly onForget: () => void;
}

function Fields({ inputs, assumed, onForget }: FieldsProps) {
	const [texts, setTexts] = useState<SizeTexts>(
		() => assumed ?? Object.fromEntries(inputs.map((input) => [input.name, guessedShape(input)])),
	);
	const [refused, setRefused] = useState<readonly Problem[]>([]);
	const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ""));
	return (
		<form
			className="form-rows assumed-sizes"
			aria-label="Sizes to look with"
			onSubmit={(event) => {
				event.preventDefault();
				void assumeSizes(given).then(setRefused);
			}}
		>
			{inputs.map(({ name }) => (
				<label key={name}>
					<span className="assumed-name">{name}</span>
					<input
						className="field mono"
						value={texts[name] ?? ""}
						placeholder="as in the model"
						aria-label={`Sizes of ${name}`}
						spellCheck={false}
						onChange={(event) => setTexts({ ...texts, [name]: event.target.value })}
					/>
				</label>
			))}
			<p className="draft-said">
				1x3x224x224, or n,3,?: a number, a name, or ? for what the model has. The model stays as it is.
			</p>
			{refused.map(({ sentence }) => (
				<p key={sentence} className="draft-said is-error" role="alert">
					{sentence}
				</p>
			))}
			<div className="form-end">
				<button type="button" className="button button-small" onClick={onForget}>
					{assumed ? "Forget them" : "Cancel"}
				</button>
				<button type="submit" className="button button-small button-primary">
					Show what follows
				</button>
			</div>
		</form>
	);
}
