import { FoldVertical, Maximize, UnfoldVertical } from "lucide-react";
import { moveCamera, setAllGroups } from "../workspace/workspace.ts";
import { Tip } from "./tip.tsx";
import "./zoom-buttons.css";

/** Ways to see more or less of the graph. */
export function ZoomButtons() {
	return (
		<div className="zoom-buttons">
			<Tip text="Show everything (F)">
				<button
					type="button"
					className="button button-quiet button-icon"
					onClick={() => moveCamera({ to: "all" })}
					aria-label="Show everything"
				>
					<Maximize size={15} />
				</button>
			</Tip>
			<Tip text="Open all modules (E)">
				<button
					type="button"
					className="button button-quiet button-icon"
					onClick={() => void setAllGroups(true)}
					aria-label="Open all modules"
				>
					<UnfoldVertical size={15} />
				</button>
			</Tip>
			<Tip text="Close all modules (C)">
				<button
					type="button"
					className="button button-quiet button-icon"
					onClick={() => void setAllGroups(false)}
					aria-label="Close all modules"
				>
					<FoldVertical size={15} />
				</button>
			</Tip>
		</div>
	);
}
