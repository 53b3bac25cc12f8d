import { Scissors, X } from "lucide-react";
import { useState } from "react";
import { showDoomed } from "../build/build-store.ts";
import { CutPreview } from "../build/problem-card.tsx";
import { planner } from "../surgeon/connect.ts";
import type { Cut } from "../surgeon/cut.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { clearPicked, select, togglePicked } from "../workspace/workspace.ts";
import "./picked-bar.css";

/** The values that were chosen so far, and what can be done with all of them. */
export function PickedBar() {
	const picked = useWorkspace((one) => one.picked);
	const [cut, setCut] = useState<Cut>();
	if (picked.length === 0) return null;
	return (
		<section className="picked" aria-label="Chosen values" data-testid="picked">
			<div className="picked-values">
				{picked.map((value) => (
					<span className="picked-value" key={value}>
						<button type="button" onClick={() => select({ kind: "value", value })}>
							{value}
						</button>
						<button type="button" onClick={() => togglePicked(value)} aria-label={`Do not choose ${value}`}>
							<X size={12} />
						</button>
					</span>
				))}
			</div>
			{cut ? (
				<CutPreview
					cut={cut}
					onDone={(isCut) => {
						setCut(undefined);
						if (isCut) clearPicked();
					}}
				/>
			) : (
				<div className="picked-buttons">
					<button
						type="button"
						className="button button-small button-primary"
						data-testid="cut-at-picked"
						onClick={async () => {
							const found = await planner.cutAt(picked);
							setCut(found);
							showDoomed(found.removed);
						}}
					>
						<Scissors size={13} /> End the network at{" "}
						{picked.length === 1 ? "this value" : `these ${picked.length} values`} …
					</button>
					<button type="button" className="button button-small" onClick={clearPicked}>
						Clear
					</button>
				</div>
			)}
		</section>
	);
}
