import { History, Plus, SquareDashedMousePointer } from "lucide-react";
import { setLassoMode, useLassoMode } from "../canvas/use-lasso.ts";
import { toggleHistory, useHistoryOpen } from "../history/history-store.ts";
import { openPalette } from "../palette/palette-store.ts";
import { Tip } from "./tip.tsx";
import "./edit-buttons.css";

/** What changes the graph and belongs to nothing that is selected. */
export function EditButtons() {
	const isHistoryOpen = useHistoryOpen();
	const isLasso = useLassoMode();
	return (
		<div className="edit-buttons">
			<Tip text="Add a node (A)">
				<button
					type="button"
					className="button button-quiet button-icon"
					onClick={() => void openPalette()}
					aria-label="Add a node"
				>
					<Plus size={16} />
				</button>
			</Tip>
			<Tip text="Drag to select several (Shift+drag)">
				<button
					type="button"
					className="button button-quiet button-icon"
					aria-pressed={isLasso}
					onClick={() => setLassoMode(!isLasso)}
					aria-label="Drag to select several"
				>
					<SquareDashedMousePointer size={16} />
				</button>
			</Tip>
			<Tip text="History (H)">
				<button
					type="button"
					className="button button-quiet button-icon"
					aria-pressed={isHistoryOpen}
					onClick={toggleHistory}
					aria-label="History"
				>
					<History size={16} />
				</button>
			</Tip>
		</div>
	);
}
