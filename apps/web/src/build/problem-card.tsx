import { Crosshair, Scissors, ScrollText } from "lucide-react";
import { useState } from "react";
import { ProblemText } from "../shell/problem-text.tsx";
import { planner } from "../surgeon/connect.ts";
import type { Cut } from "../surgeon/cut.ts";
import type { LocatedProblem } from "../surgeon/locate.ts";
import { goToNode, perform } from "../workspace/workspace.ts";
import { showDoomed } from "./build-store.ts";
import { showEvidence } from "./evidence.ts";

/** Where TensorRT lacks the operator as such, a cut in front of one of its nodes would only meet the next one. */
const wholeOperator: ReadonlySet<string> = new Set([
	"tensorrt/needs-plugin",
	"tensorrt/unknown-operator",
	"tensorrt/unsupported-operator",
]);

interface ProblemCardProps {
	readonly located: LocatedProblem;
	/** Whether the node itself is what is being looked at. */
	readonly isAtNode?: boolean;
}

/** A problem with the ways on from it: to its node, to its lines in the log, to a cut in front of it. */
export function ProblemCard({ located: { problem, node }, isAtNode = false }: ProblemCardProps) {
	const [cut, setCut] = useState<Cut>();
	const lines = problem.place.lines ?? [];
	const isRefusal = problem.severity === "error" && problem.code.startsWith("tensorrt/");
	return (
		<ProblemText problem={problem}>
			{node !== undefined && !isAtNode && (
				<button type="button" className="button button-small" onClick={() => void goToNode(node)}>
					<Crosshair size={13} /> Show the node
				</button>
			)}
			{lines[0] !== undefined && (
				<button type="button" className="button button-small" onClick={() => showEvidence(lines[0] ?? 0)}>
					<ScrollText size={13} /> Evidence in the log
				</button>
			)}
			{node !== undefined && isRefusal && !cut && (
				<button
					type="button"
					className="button button-small"
					onClick={async () => {
						const found = await planner.cutBefore(node, wholeOperator.has(problem.code) ? "operator" : "node");
						setCut(found);
						showDoomed(found?.removed ?? []);
					}}
				>
					<Scissors size={13} /> Cut in front of it …
				</button>
			)}
			{cut && <CutPreview cut={cut} onDone={() => setCut(undefined)} />}
		</ProblemText>
	);
}

/** What a cut would do, before it is done. */
export function CutPreview({ cut, onDone }: { readonly cut: Cut; readonly onDone: (isCut: boolean) => void }) {
	const leave = (isCut: boolean) => {
		showDoomed([]);
		onDone(isCut);
	};
	return (
		<div className="cut-preview">
			<p>
				{cut.removed.length} {cut.removed.length === 1 ? "node goes" : "nodes go"} (faded on the graph). The outputs
				will be:
			</p>
			<ul>
				{cut.outputs.map((value) => (
					<li key={value} className="mono">
						{value}
					</li>
				))}
			</ul>
			<div className="problem-actions">
				<button
					type="button"
					className="button button-small button-primary"
					data-testid="do-cut"
					onClick={async () => {
						leave(true);
						await perform(cut.edits);
					}}
				>
					<Scissors size={13} /> Cut
				</button>
				<button type="button" className="button button-small" onClick={() => leave(false)}>
					Leave it
				</button>
			</div>
		</div>
	);
}
