import { Copy, Download, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { surgeon } from "../surgeon/connect.ts";
import type { RecipeForm } from "../surgeon/recipe-text.ts";
import { copyText, downloadRecipe } from "../workspace/workspace.ts";
import "./recipe-dialog.css";

/** What is shown of a text: weights in it can make it far longer than anybody reads. */
const mostShown = 200_000;

/** The steps that hold, as a recipe or as a GraphSurgeon script: to read, copy, and save. */
export function RecipeDialog({ children }: { readonly children: ReactNode }) {
	return (
		<Dialog.Root>
			<Dialog.Trigger asChild>{children}</Dialog.Trigger>
			<Dialog.Portal>
				<Dialog.Overlay className="palette-shade" />
				<Dialog.Content
					className="tensor-dialog recipe-dialog"
					aria-describedby={undefined}
					data-testid="recipe-dialog"
				>
					<Recipe />
					<Dialog.Close asChild>
						<button
							type="button"
							className="button button-quiet button-icon button-small details-close"
							aria-label="Close the recipe"
						>
							<X size={15} />
						</button>
					</Dialog.Close>
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

const forms: Readonly<Record<RecipeForm, { readonly name: string; readonly about: string }>> = {
	recipe: {
		name: "Recipe",
		about: "Suture replays it on a new export of the network: ./suture apply RECIPE.json MODEL.onnx -o OUT.onnx",
	},
	script: {
		name: "GraphSurgeon script",
		about: "The same with onnx-graphsurgeon: python THIS.py IN.onnx OUT.onnx. What it can't do raises an error there.",
	},
};

function Recipe() {
	const [form, setForm] = useState<RecipeForm>("recipe");
	const [text, setText] = useState<string>();
	useEffect(() => {
		let isCurrent = true;
		setText(undefined);
		void surgeon.recipeAs(form).then((found) => {
			if (isCurrent) setText(found);
		});
		return () => {
			isCurrent = false;
		};
	}, [form]);
	return (
		<>
			<header className="details-head">
				<Dialog.Title>The steps as text</Dialog.Title>
			</header>
			<div className="details-buttons recipe-buttons">
				{Object.entries(forms).map(([key, { name }]) => (
					<button
						type="button"
						key={key}
						className="button button-small"
						aria-pressed={form === key}
						onClick={() => setForm(key as RecipeForm)}
					>
						{name}
					</button>
				))}
				<span className="recipe-space" />
				<button
					type="button"
					className="button button-small"
					disabled={text === undefined}
					onClick={() => void copyText(text ?? "")}
				>
					<Copy size={13} /> Copy
				</button>
				<button type="button" className="button button-small" onClick={() => void downloadRecipe(form)}>
					<Download size={13} /> Save
				</button>
			</div>
			<p className="draft-said">{forms[form].about}</p>
			{text === undefined ? (
				<div className="spinner" />
			) : (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
				<pre className="recipe-text" tabIndex={0} data-testid="recipe-text">
					{text.slice(0, mostShown)}
				</pre>
			)}
			{text !== undefined && text.length > mostShown && (
				<p className="draft-said">The rest is not shown; Copy and Save have all of it.</p>
			)}
		</>
	);
}
