import { knownTargets } from "@suture/tensorrt";
import { X } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import type { TargetCheck } from "../surgeon/check-target.ts";
import { NmsView } from "./nms-view.tsx";
import { ProblemTable } from "./problem-table.tsx";
import { Repair } from "./repair-view.tsx";
import { SplitView } from "./split-view.tsx";
import { chooseTarget, lookAtRepair, lookAtSplit, openTarget, targeting, watchTarget } from "./target-store.ts";
import "../simplify/simplify-panel.css";
import "./target-panel.css";

/** What a target will refuse, and how that can be repaired. */
export function TargetPanel() {
	useEffect(watchTarget, []);
	const { isOpen, check, repair, split, target } = useStore(targeting);
	if (!isOpen) return null;
	return (
		<aside className="simplify" aria-label="Target" data-testid="target">
			<header className="simplify-head">
				<h2>Target</h2>
				<button
					type="button"
					className="button button-quiet button-small button-icon"
					onClick={() => openTarget(false)}
					aria-label="Close"
				>
					<X size={14} />
				</button>
			</header>
			<TargetField target={target} />
			{check && target.startsWith("jetpack") && <p className="target-has">It has {check.title}.</p>}
			{repair.at !== "none" ? (
				<Repair phase={repair} />
			) : split ? (
				<SplitView preview={split} />
			) : (
				check && <Foreseen check={check} />
			)}
		</aside>
	);
}

const families = [
	{ title: "TensorRT", start: /^tensorrt-\d/ },
	{ title: "TensorRT-RTX", start: /^tensorrt-rtx-/ },
	{ title: "Jetson (JetPack)", start: /^jetpack-/ },
] as const;

function TargetField({ target }: { readonly target: string }) {
	const known = knownTargets().toReversed();
	return (
		<select
			className="field"
			aria-label="Target"
			value={target}
			onChange={(event) => chooseTarget(event.target.value)}
			data-testid="choose-target"
		>
			{!known.includes(target) && <option value={target}>{target}</option>}
			{families.map(({ title, start }) => (
				<optgroup key={title} label={title}>
					{known
						.filter((one) => start.test(one))
						.map((one) => (
							<option key={one} value={one}>
								{one
									.replace("tensorrt-rtx-", "TensorRT-RTX ")
									.replace("tensorrt-", "TensorRT ")
									.replace("jetpack-", "JetPack ")}
							</option>
						))}
				</optgroup>
			))}
		</select>
	);
}

function Foreseen({ check: { title, problems } }: { readonly check: TargetCheck }) {
	const isSplitting = useStore(targeting, (one) => one.isSplitting);
	const errors = problems.filter(({ problem }) => problem.severity === "error");
	const isWrong = errors.length > 0 || problems.some(({ problem }) => problem.code === "tensorrt/different-numbers");
	const warnings = problems.filter(({ problem }) => problem.severity !== "error");
	return (
		<>
			<p className="simplify-count" data-testid="target-verdict">
				{errors.length === 0 ? (
					<>Nothing is known that {title} would refuse.</>
				) : (
					<>
						{title} refuses <strong>{errors.length.toLocaleString("en")}</strong>{" "}
						{errors.length === 1 ? "thing" : "things"}.
					</>
				)}
			</p>
			<div className="simplify-rules">
				<ProblemTable problems={errors} />
				{warnings.length > 0 && (
					<>
						<h3 className="target-heading">It takes these, but look</h3>
						<ProblemTable problems={warnings} />
					</>
				)}
				<NmsView />
			</div>
			{isWrong && (
				<footer className="simplify-foot">
					{errors.length > 0 && (
						<button
							type="button"
							className="button"
							disabled={isSplitting}
							onClick={() => void lookAtSplit()}
							data-testid="look-at-split"
						>
							{isSplitting && <span className="spinner" />} Split …
						</button>
					)}
					<button
						type="button"
						className="button button-primary"
						onClick={() => void lookAtRepair()}
						data-testid="look-at-repair"
					>
						Repair for {title} …
					</button>
				</footer>
			)}
		</>
	);
}
