import type { Edit } from "@suture/graph";
import type { Problem } from "@suture/problems";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { surgeon } from "../surgeon/connect.ts";
import type { Preview } from "../surgeon/preview.ts";
import { perform } from "../workspace/workspace.ts";
import "./draft.css";

/** The edits that make what was written so, or why it can't be. */
export type Meant = { readonly edits: readonly Edit[] } | { readonly reason: string };

interface DraftProps {
	readonly value: string;
	readonly label: string;
	readonly meant: (text: string) => Meant;
	readonly placeholder?: string;
	/** Shown as something that is not given: a default. */
	readonly isFaint?: boolean;
	readonly isLong?: boolean;
	/** In place of performing the edits. */
	readonly onKeep?: (edits: readonly Edit[]) => Promise<boolean>;
	/** Whether the person asked to write here: it has the cursor then. */
	readonly isAsked?: boolean;
	/** It was kept, or left as it was. */
	readonly onDone?: () => void;
}

/** A text of the model that can be changed where it stands. What is wrong with it is said while it is written; Enter or leaving
 *  it makes the change, Escape takes it back. */
export function Draft({
	value,
	label,
	meant,
	placeholder,
	isFaint,
	isLong,
	onKeep,
	isAsked = false,
	onDone,
}: DraftProps) {
	const [draft, setDraft] = useState<string>();
	const [preview, setPreview] = useState<Preview>();
	const isKeeping = useRef(false);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another draft is one that was not kept.
	useEffect(() => {
		isKeeping.current = false;
	}, [draft]);
	const text = draft ?? value;
	const isChanged = draft !== undefined && draft !== value;
	const wanted = isChanged ? meant(draft) : undefined;
	const edits = wanted && "edits" in wanted ? wanted.edits : undefined;
	const key = edits && JSON.stringify(edits);

	// biome-ignore lint/correctness/useExhaustiveDependencies: `edits` is another array at each rendering; `key` says what it holds.
	useEffect(() => {
		setPreview(undefined);
		if (!edits) return;
		let isCurrent = true;
		const timer = setTimeout(async () => {
			const found = await surgeon.preview(edits);
			if (isCurrent) setPreview(found);
		}, 180);
		return () => {
			isCurrent = false;
			clearTimeout(timer);
		};
	}, [key]);

	const keep = async () => {
		if (isKeeping.current) return;
		if (!isChanged) {
			setDraft(undefined);
			onDone?.();
			return;
		}
		// What can't be kept is not thrown away without a word: it stays, with what is wrong with it.
		if (!edits || (preview?.refused.length ?? 0) > 0) return;
		isKeeping.current = true;
		let isKept = false;
		try {
			isKept = await (onKeep ?? perform)(edits);
		} finally {
			// What was kept is a draft until the next rendering; leaving the field before that must not keep it again.
			isKeeping.current = isKept;
		}
		if (!isKept) return;
		setDraft(undefined);
		onDone?.();
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key === "Enter" && !(isLong && event.shiftKey)) {
			event.preventDefault();
			void keep();
		}
		if (event.key === "Escape" && (draft !== undefined || onDone)) {
			event.stopPropagation();
			setDraft(undefined);
			onDone?.();
		}
	};
	const common = {
		className: `draft-field${isFaint && !isChanged ? " is-faint" : ""}${wanted && "reason" in wanted ? " is-wrong" : ""}`,
		value: text,
		placeholder,
		"aria-label": label,
		"aria-invalid": wanted !== undefined && "reason" in wanted,
		spellCheck: false,
		"data-changed": isChanged,
		autoComplete: "off",
		autoFocus: isAsked,
		onChange: (event: { readonly target: { readonly value: string } }) => setDraft(event.target.value),
		onBlur: () => void keep(),
		onKeyDown,
	};
	return (
		<div className="draft">
			{isLong ? (
				<textarea {...common} rows={Math.min(8, Math.max(1, text.split("\n").length))} />
			) : (
				<input {...common} />
			)}
			{wanted && "reason" in wanted && <p className="draft-said is-error">{wanted.reason}</p>}
			{isChanged && preview && <Said preview={preview} />}
		</div>
	);
}

/** What a change would bring, in a few lines. */
export function Said({ preview: { refused, worse } }: { readonly preview: Preview }) {
	const all = [...refused, ...worse];
	if (all.length === 0) return null;
	const shown: readonly Problem[] = all.slice(0, 3);
	return (
		<div role="status">
			{shown.map((problem) => (
				<p
					key={`${problem.code}${problem.sentence}`}
					className={`draft-said ${problem.severity === "error" ? "is-error" : "is-warning"}`}
				>
					{refused.includes(problem) || !problem.place.node
						? ""
						: `${problem.place.node.name || problem.place.node.operator}: `}
					{problem.sentence}
				</p>
			))}
			{all.length > shown.length && <p className="draft-said">and {all.length - shown.length} more</p>}
		</div>
	);
}
