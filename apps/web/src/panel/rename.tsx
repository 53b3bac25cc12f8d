import { Pencil } from "lucide-react";
import { useState } from "react";
import "./rename.css";

interface RenameProps {
	readonly value: string;
	readonly placeholder?: string;
	readonly onRename: (name: string) => Promise<unknown>;
}

/** A name that can be changed where it stands: Enter keeps it, Escape leaves it. */
export function Rename({ value, placeholder = "", onRename }: RenameProps) {
	const [draft, setDraft] = useState<string>();
	if (draft === undefined) {
		return (
			<button type="button" className="rename" onClick={() => setDraft(value)} title="Rename">
				<span>{value === "" ? placeholder : value}</span>
				<Pencil size={11} />
			</button>
		);
	}
	const keep = () => {
		setDraft(undefined);
		if (draft !== value) void onRename(draft);
	};
	return (
		<input
			className="field rename-input"
			value={draft}
			// biome-ignore lint/a11y/noAutofocus: it appears because the person asked to type here.
			autoFocus
			aria-label="New name"
			onChange={(event) => setDraft(event.target.value)}
			onBlur={keep}
			onKeyDown={(event) => {
				if (event.key === "Enter") keep();
				if (event.key === "Escape") setDraft(undefined);
			}}
		/>
	);
}
