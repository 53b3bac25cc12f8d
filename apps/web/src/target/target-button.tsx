import { ShieldCheck } from "lucide-react";
import { useStore } from "zustand";
import { Tip } from "../shell/tip.tsx";
import { openTarget, targeting } from "./target-store.ts";

/** For which TensorRT, and how much of the model it will refuse. */
export function TargetButton() {
	const { check, isOpen, target } = useStore(targeting);
	const errors = check?.problems.filter(({ problem }) => problem.severity === "error").length;
	const state = errors === undefined ? "unknown" : errors > 0 ? "refused" : "accepted";
	return (
		<Tip text="What TensorRT will refuse, before it is asked">
			<button
				type="button"
				className="button target-button"
				aria-pressed={isOpen}
				aria-label={`Check for ${check?.title ?? target}`}
				onClick={() => openTarget(!isOpen)}
				data-testid="open-target"
				data-state={state}
			>
				<ShieldCheck size={15} />
				<span className="top-label">{check?.title ?? "Check"}</span>
				<span className="target-count">{errors === undefined ? "" : errors === 0 ? "ok" : errors}</span>
			</button>
		</Tip>
	);
}
