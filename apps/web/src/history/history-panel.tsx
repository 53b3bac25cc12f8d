import { Download, Eye, EyeOff, GitCompareArrows, Upload, X } from "lucide-react";
import { openComparison } from "../compare/compare-store.ts";
import { Tip } from "../shell/tip.tsx";
import type { StepLine } from "../surgeon/step-lines.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { downloadRecipe, goToStep, loadRecipe, removeStep, switchStep } from "../workspace/workspace.ts";
import { toggleHistory, useHistoryOpen } from "./history-store.ts";
import "./history-panel.css";

/** All that was done to the model, as sentences: each moment can be gone to, each step turned off. */
export function HistoryPanel() {
	const isOpen = useHistoryOpen();
	const state = useWorkspace((one) => one.state);
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
			<ol className="history-steps">
				<li className={`step${done === 0 ? " is-now" : ""}`}>
					<button type="button" className="step-sentence" onClick={() => void goToStep(0)}>
						As it was opened
					</button>
					{done > 0 && <CompareButton moment={0} />}
				</li>
				{steps.map((step, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a step is its position.
					<Step key={i} step={step} position={i} done={done} />
				))}
			</ol>
			{steps.length === 0 && (
				<p className="history-none">Nothing was changed yet. Every edit comes here, and can be taken back.</p>
			)}
		</aside>
	);
}

function Step({
	step: { sentence, isOn, problems },
	position,
	done,
}: {
	readonly step: StepLine;
	readonly position: number;
	readonly done: number;
}) {
	const [first] = problems;
	const name = `step${position + 1 === done ? " is-now" : ""}${position >= done ? " is-undone" : ""}${isOn ? "" : " is-off"}`;
	return (
		<li className={name}>
			<button
				type="button"
				className="step-sentence"
				aria-current={position + 1 === done ? "step" : undefined}
				onClick={() => void goToStep(position + 1)}
			>
				{sentence}
			</button>
			{position + 1 !== done && <CompareButton moment={position + 1} />}
			<button
				type="button"
				className="step-button"
				aria-label={isOn ? "Turn this step off" : "Turn this step on"}
				aria-pressed={!isOn}
				onClick={() => void switchStep(position, !isOn)}
			>
				{isOn ? <Eye size={13} /> : <EyeOff size={13} />}
			</button>
			<button
				type="button"
				className="step-button"
				aria-label="Take this step out"
				onClick={() => void removeStep(position)}
			>
				<X size={13} />
			</button>
			{first && (
				<p className={`step-problem is-${first.severity}`}>
					{first.sentence}
					{problems.length > 1 && ` And ${problems.length - 1} more.`}
				</p>
			)}
		</li>
	);
}

function CompareButton({ moment }: { readonly moment: number }) {
	return (
		<button
			type="button"
			className="step-button"
			aria-label="Compare with this moment"
			title="Compare with this moment"
			onClick={() => openComparison({ of: "moment", done: moment })}
		>
			<GitCompareArrows size={13} />
		</button>
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
