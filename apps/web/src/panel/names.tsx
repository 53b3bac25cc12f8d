import { useEffect, useState } from "react";
import { planner, surgeon } from "../surgeon/connect.ts";
import type { Preview } from "../surgeon/preview.ts";
import type { Renaming, RenamingWish } from "../surgeon/renaming.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { perform } from "../workspace/workspace.ts";
import { Said } from "./draft.tsx";
import { countText } from "./numbers.ts";
import { Section } from "./section.tsx";

const nothing: RenamingWish = { what: "nodes", find: "", isPattern: false, replacement: "" };

/** Names of many nodes or values at once: by a text or a pattern; and a name for each node that has none. */
export function Names({ unnamed }: { readonly unnamed: number }) {
	const [isOpen, setOpen] = useState(false);
	return (
		<Section title="Names">
			<div className="details-buttons names-buttons">
				<button type="button" className="button button-small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
					Rename by pattern …
				</button>
				{unnamed > 0 && (
					<button
						type="button"
						className="button button-small"
						onClick={async () => void perform(await planner.nameAllNodes())}
					>
						Name {countText(unnamed)} {unnamed === 1 ? "node" : "nodes"} without a name
					</button>
				)}
			</div>
			{isOpen && <RenamingForm />}
		</Section>
	);
}

function RenamingForm() {
	const [wish, setWish] = useState(nothing);
	const { found, preview } = useRenaming(wish);
	const count = found?.edits.length ?? 0;
	const isRefused = preview === undefined || preview.refused.length > 0;
	return (
		<form
			className="form-rows renaming"
			aria-label="Rename by pattern"
			onSubmit={async (event) => {
				event.preventDefault();
				if (found && (await perform(found.edits))) setWish({ ...wish, find: "" });
			}}
		>
			<label>
				Of
				<select
					className="field"
					value={wish.what}
					onChange={(event) => setWish({ ...wish, what: event.target.value === "values" ? "values" : "nodes" })}
				>
					<option value="nodes">nodes</option>
					<option value="values">values</option>
				</select>
			</label>
			<label>
				Find
				<input
					className="field mono"
					value={wish.find}
					spellCheck={false}
					onChange={(event) => setWish({ ...wish, find: event.target.value })}
				/>
			</label>
			<label>
				Replace
				<input
					className="field mono"
					value={wish.replacement}
					spellCheck={false}
					onChange={(event) => setWish({ ...wish, replacement: event.target.value })}
				/>
			</label>
			<label className="form-choice">
				<input
					type="checkbox"
					checked={wish.isPattern}
					onChange={(event) => setWish({ ...wish, isPattern: event.target.checked })}
				/>
				A regular expression; $1 is its first group
			</label>
			{found && found.reason !== "" && <p className="draft-said is-error">{found.reason}</p>}
			{found && found.examples.length > 0 && (
				<ul className="renaming-examples" data-testid="renaming-examples">
					{found.examples.map(([from, to]) => (
						<li key={`${from} ${to}`}>
							<del>{from}</del> <ins>{to}</ins>
						</li>
					))}
				</ul>
			)}
			{preview && <Said preview={preview} />}
			<div className="form-end">
				{wish.find !== "" && <span className="draft-said">{count === 0 ? "No name fits." : ""}</span>}
				<button type="submit" className="button button-small button-primary" disabled={count === 0 || isRefused}>
					Rename {countText(count)}
				</button>
			</div>
		</form>
	);
}

interface LookedAt {
	readonly found: Renaming;
	readonly preview: Preview;
}

/** What a wish comes to, a moment after it was written. */
function useRenaming(wish: RenamingWish): Partial<LookedAt> {
	const done = useWorkspace(({ state }) => state?.done);
	const [answer, setAnswer] = useState<LookedAt>();
	// biome-ignore lint/correctness/useExhaustiveDependencies: another moment has other names.
	useEffect(() => {
		let isCurrent = true;
		const timer = setTimeout(async () => {
			const found = await planner.renaming(wish);
			const preview = await surgeon.preview(found.edits);
			if (isCurrent) setAnswer({ found, preview });
		}, 200);
		return () => {
			isCurrent = false;
			clearTimeout(timer);
		};
	}, [wish, done]);
	return answer ?? {};
}
