import { Plus } from "lucide-react";
import { openPalette } from "../palette/palette-store.ts";
import { Tip } from "./tip.tsx";
import "./edit-buttons.css";

/** What changes the graph and belongs to nothing that is selected. */
export function EditButtons() {
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
		</div>
	);
}
