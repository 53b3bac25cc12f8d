import type { Kind } from "@suture/repair";
import { Download, Undo2 } from "lucide-react";
import { useStore } from "zustand";
import { ProblemText } from "../shell/problem-text.tsx";
import { ProofView, scientific } from "../simplify/proof-view.tsx";
import { Working } from "../simplify/working.tsx";
import type { RepairPreview, RepairStep } from "../surgeon/check-target.ts";
import type { Proof } from "../surgeon/prove.ts";
import { goToNode, goToStep, saveFile, workspace } from "../workspace/workspace.ts";
import { kindNames } from "./kind-names.ts";
import { NmsQuestion } from "./nms-question.tsx";
import { repairReport } from "./repair-report.ts";
import { applyRepair, forgetRepair, lookAtRepair, openTarget, type RepairPhase, targeting } from "./target-store.ts";

/** A repair on its way: worked out, looked at, done, proven. */
export function Repair({ phase }: { readonly phase: Exclude<RepairPhase, { at: "none" }> }) {
	switch (phase.at) {
		case "looking":
			return (
				<Working
					onStop={forgetRepair}
					text={phase.done === 0 ? "Checking and folding" : `Step ${phase.done}: ${phase.rule}`}
				/>
			);
		case "preview":
			return <Preview preview={phase.preview} />;
		case "proving":
			return (
				<>
					<Steps steps={phase.preview.steps} />
					<Working onStop={forgetRepair} text="Running the model before and after, to compare" />
				</>
			);
		case "done":
			return (
				<>
					<Verdict preview={phase.preview} isDone />
					<ProofView proof={phase.proof} />
					<footer className="simplify-foot">
						<button
							type="button"
							className="button"
							onClick={async () => {
								await goToStep(phase.stepsBefore);
								forgetRepair();
							}}
						>
							<Undo2 size={14} /> Undo all of it
						</button>
						<button
							type="button"
							className="button"
							onClick={() => saveReport(phase.preview, phase.proof)}
							data-testid="save-report"
						>
							<Download size={14} /> Report
						</button>
						<button type="button" className="button button-primary" onClick={() => openTarget(false)}>
							Keep it
						</button>
					</footer>
				</>
			);
	}
}

function saveReport(preview: RepairPreview, proof: Proof): void {
	const name = workspace.getState().state?.model.name ?? "model";
	const text = repairReport(name, preview, proof);
	saveFile(`${name}.repair.md`, new Blob([text], { type: "text/markdown" }));
}

function Verdict({
	preview: { title, steps, remaining },
	isDone = false,
}: {
	readonly preview: RepairPreview;
	readonly isDone?: boolean;
}) {
	const count = `${steps.length} ${steps.length === 1 ? "step" : "steps"}`;
	return (
		<p className="simplify-count" data-testid="repair-verdict">
			{remaining.length === 0 ? (
				<>
					{isDone ? "After" : "With"} {count}, nothing is known that {title} would refuse.
				</>
			) : (
				<>
					{count} {isDone ? "done" : "can be done"}; <strong>{remaining.length}</strong>{" "}
					{remaining.length === 1 ? "thing is" : "things are"} left that {title} refuses.
				</>
			)}
		</p>
	);
}

const askable: readonly { readonly kind: Kind; readonly text: string }[] = [
	{ kind: "assumes", text: "Also what holds under a stated assumption" },
	{ kind: "tolerance", text: "Also what changes numbers within a tolerance" },
];

function Preview({ preview }: { readonly preview: RepairPreview }) {
	const { allowed } = useStore(targeting, (one) => one.wish);
	const { steps, remaining, suppressions } = preview;
	return (
		<>
			<Verdict preview={preview} />
			<div className="simplify-rules">
				<NmsQuestion suppressions={suppressions} />
				<Steps steps={steps} />
				{remaining.length > 0 && <h3 className="target-heading">What is left, and why</h3>}
				{remaining.slice(0, 50).map(({ located: { problem, node }, misses }) => (
					<ProblemText key={`${problem.sentence}${node}`} problem={problem}>
						<ul className="target-misses">
							{misses.map(({ rule, reason }) => (
								<li key={rule + reason}>
									{rule}: {reason}
								</li>
							))}
						</ul>
						{node !== undefined && (
							<button type="button" className="button button-small" onClick={() => void goToNode(node)}>
								Show the node
							</button>
						)}
					</ProblemText>
				))}
			</div>
			<div className="target-allowed">
				{askable.map(({ kind, text }) => (
					<label key={kind}>
						<input
							type="checkbox"
							checked={allowed.includes(kind)}
							onChange={({ target }) =>
								void lookAtRepair({
									allowed: target.checked ? [...allowed, kind] : allowed.filter((one) => one !== kind),
								})
							}
						/>{" "}
						{text}
					</label>
				))}
			</div>
			<footer className="simplify-foot">
				<button type="button" className="button" onClick={forgetRepair}>
					Back
				</button>
				<button
					type="button"
					className="button button-primary"
					disabled={steps.length === 0}
					onClick={() => void applyRepair()}
					data-testid="apply-repair"
				>
					Do it, then compare
				</button>
			</footer>
		</>
	);
}

function Steps({ steps }: { readonly steps: readonly RepairStep[] }) {
	return (
		<ol className="target-steps">
			{steps.map(({ rule, kind, nodes, sentences, assumptions, maxRelativeError }, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a rule may come several times, and steps never move.
				<li key={i}>
					<details>
						<summary>
							{rule.replaceAll("-", " ")}{" "}
							<small>
								{nodes > 0 ? `${nodes.toLocaleString("en")} nodes, ` : ""}
								{kindNames[kind]}
								{maxRelativeError === undefined ? ", not run" : `, error ${scientific(maxRelativeError)}`}
							</small>
						</summary>
						<ul>
							{assumptions.map((text) => (
								<li key={text}>
									<strong>{text}</strong>
								</li>
							))}
							{[...new Set(sentences)].map((text) => (
								<li key={text}>{text}</li>
							))}
						</ul>
					</details>
				</li>
			))}
		</ol>
	);
}
