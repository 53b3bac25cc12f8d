import { type DragEvent, type ReactNode, useState } from "react";
import { openLocalFiles } from "../start/open-local-files.ts";
import "./drop-target.css";

/** Takes files that are dropped anywhere on the page. */
export function DropTarget({ children }: { readonly children: ReactNode }) {
	const [isOver, setOver] = useState(false);
	const onDrag = (event: DragEvent) => {
		if (!event.dataTransfer.types.includes("Files")) return;
		event.preventDefault();
		setOver(true);
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the same is done by a button.
		<div
			className="drop-target"
			onDragEnter={onDrag}
			onDragOver={onDrag}
			onDragLeave={(event) => {
				if (event.currentTarget === event.target || event.relatedTarget === null) setOver(false);
			}}
			onDrop={(event) => {
				event.preventDefault();
				setOver(false);
				openLocalFiles([...event.dataTransfer.files]);
			}}
		>
			{children}
			{isOver && (
				<div className="drop-hint">
					<div>
						<strong>Drop the model</strong>
						<span>with its data file beside it, if it has one</span>
					</div>
				</div>
			)}
		</div>
	);
}
