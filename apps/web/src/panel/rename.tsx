import type { Edit } from "@suture/graph";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { Draft, type Meant } from "./draft.tsx";
import "./rename.css";

interface RenameProps {
	readonly value: string;
	readonly placeholder?: string;
	readonly meant: (name: string) => Meant;
	/** In place of performing the edits. */
	readonly onKeep?: (edits: readonly Edit[]) => Promise<boolean>;
}

/** A name that can be changed where it stands: Enter keeps it, Escape leaves it. */
export function Rename({ value, placeholder = "", meant, onKeep }: RenameProps) {
	const [isOpen, setOpen] = useState(false);
	if (!isOpen) {
		return (
			<button type="button" className="rename" onClick={() => setOpen(true)} title="Rename">
				<span>{value === "" ? placeholder : value}</span>
				<Pencil size={11} />
			</button>
		);
	}
	return (
		<Draft
			value={value}
			label="New name"
			meant={meant}
			isAsked
			onDone={() => setOpen(false)}
			{...(onKeep === undefined ? {} : { onKeep })}
		/>
	);
}
