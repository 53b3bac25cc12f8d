import { Eye, EyeOff, GripVertical, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { StepLine } from "../surgeon/step-lines.ts";
import { goToStep, removeStep, switchStep } from "../workspace/workspace.ts";
import { CompareButton } from "./compare-button.tsx";
import type { StepDrag } from "./use-step-drag.ts";

interface HistoryStepProps {
	readonly step: StepLine;
	readonly position: number;
	readonly done: number;
	readonly drag: StepDrag;
}

/** A step: its sentence leads to the moment behind it; it can be turned off, taken out, and moved by its grip or by Alt and arrows. */
export function HistoryStep({ step: { sentence, isOn, problems }, position, done, drag }: HistoryStepProps) {
	const [first] = problems;
	const onKeyDown = (event: KeyboardEvent) => {
		if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
		event.preventDefault();
		event.stopPropagation();
		void drag.move(position, position + (event.key === "ArrowUp" ? -1 : 1));
	};
	const names = ["step"];
	if (position + 1 === done) names.push("is-now");
	if (position >= done) names.push("is-undone");
	if (!isOn) names.push("is-off");
	if (drag.from === position) names.push("is-dragged");
	if (drag.to === position && drag.from !== position) names.push(drag.from > position ? "is-above" : "is-below");
	return (
		<li className={names.join(" ")} data-step={position}>
			<button
				type="button"
				className="step-sentence"
				aria-current={position + 1 === done ? "step" : undefined}
				aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
				onKeyDown={onKeyDown}
				onClick={() => void goToStep(position + 1)}
			>
				{sentence}
			</button>
			{position + 1 !== done && <CompareButton moment={position + 1} />}
			<button
				type="button"
				className="step-button step-grip"
				aria-label="Drag to move this step"
				title="Drag to move this step (Alt+↑, Alt+↓)"
				onKeyDown={onKeyDown}
				{...drag.grip(position)}
			>
				<GripVertical size={13} />
			</button>
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
