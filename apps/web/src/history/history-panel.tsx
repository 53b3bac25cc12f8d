import { Download, FileCode, Upload, X } from "lucide-react";
import { Tip } from "../shell/tip.tsx";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { downloadRecipe, goToStep, loadRecipe } from "../workspace/workspace.ts";
import { CompareButton } from "./compare-button.tsx";
import { HistoryStep } from "./history-step.tsx";
import { toggleHistory, useHistoryOpen } from "./history-store.ts";
import { RecipeDialog } from "./recipe-dialog.tsx";
import { useStepDrag } from "./use-step-drag.ts";
import "./history-panel.css";

/** All that was done to the model, as sentences: each moment can be gone to, each step turned off. */
export function HistoryPanel() {
	const isOpen = useHistoryOpen();
	const state = useWorkspace((one) => one.state);
	const drag = useStepDrag();
	if (!isOpen || !state) return null;
	const { steps, done } = state;
	return (
		<aside className="history" aria-label="History" data-testid="history">
			<header className="history-head">
				<h2>History</h2>
				<Tip text="Load a recipe">
					<button
						type="button"
						className="button button-quiet button-icon button-small"
						aria-label="Load a recipe"
						onClick={chooseRecipe}
					>
						<Upload size={14} />
					</button>
				</Tip>
				<RecipeDialog>
					<button
						type="button"
						className="button button-quiet button-icon button-small"
						aria-label="The steps as text"
						title="The steps as a recipe or as a script"
						disabled={done === 0}
					>
						<FileCode size={14} />
					</button>
				</RecipeDialog>
				<Tip text="Download the recipe">
					<button
						type="button"
						className="button button-quiet button-icon button-small"
						aria-label="Download the recipe"
						disabled={done === 0}
						onClick={() => void downloadRecipe()}
					>
						<Download size={14} />
					</button>
				</Tip>
				<button
					type="button"
					className="button button-quiet button-icon button-small"
					aria-label="Close the history"
					onClick={toggleHistory}
				>
					<X size={15} />
				</button>
			</header>
			<ol className="history-steps" ref={drag.list}>
				<li className={`step${done === 0 ? " is-now" : ""}`}>
					<button type="button" className="step-sentence" onClick={() => void goToStep(0)}>
						As it was opened
					</button>
					{done > 0 && <CompareButton moment={0} />}
				</li>
				{steps.map((step, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a step is its position.
					<HistoryStep key={i} step={step} position={i} done={done} drag={drag} />
				))}
			</ol>
			{steps.length === 0 && (
				<p className="history-none">Nothing was changed yet. Every edit comes here, and can be taken back.</p>
			)}
		</aside>
	);
}

/** A recipe that a person would review is far smaller; weights in it may be large. */
const mostBytes = 200_000_000;

function chooseRecipe(): void {
	const input = document.createElement("input");
	input.type = "file";
	input.accept = ".json,application/json";
	input.onchange = async () => {
		const file = input.files?.[0];
		if (file) await loadRecipe(file.size > mostBytes ? "" : await file.text());
	};
	input.click();
}
