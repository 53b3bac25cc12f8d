import { CircleAlert, FoldVertical, Maximize, UnfoldVertical } from "lucide-react";
import type { LocatedProblem } from "../surgeon/locate.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { moveCamera, setAllGroups, showModel } from "../workspace/workspace.ts";
import { Tip } from "./tip.tsx";
import "./zoom-buttons.css";

/** Ways to see more or less of the graph. */
export function ZoomButtons() {
	const errors = useWorkspace(({ state }) => countErrors(state?.problems));
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
			{errors > 0 && (
				<Tip text="What is wrong with the graph">
					<button
						type="button"
						className="button button-quiet button-small error-count"
						data-testid="error-count"
						onClick={() => showModel(true)}
					>
						<CircleAlert size={14} /> {errors} {errors === 1 ? "error" : "errors"}
					</button>
				</Tip>
			)}
		</div>
	);
}

function countErrors(problems: readonly LocatedProblem[] = []): number {
	return problems.filter(({ problem }) => problem.severity === "error").length;
}
