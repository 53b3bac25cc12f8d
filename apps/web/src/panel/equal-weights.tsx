import { useState } from "react";
import { planner } from "../surgeon/connect.ts";
import type { EqualWeights as Found } from "../surgeon/weight-sharing.ts";
import { notify, perform, problemOf } from "../workspace/workspace.ts";
import { bytesText, countText } from "./numbers.ts";

/** Finds weights that hold the same, and keeps them once when the person wants that. */
export function EqualWeights() {
	const [found, setFound] = useState<Found>();
	const [isBusy, setBusy] = useState(false);
	const look = async () => {
		setBusy(true);
		try {
			setFound(await planner.equalWeights());
		} catch (error) {
			notify(problemOf(error)); // a file could not be read
		} finally {
			setBusy(false);
		}
	};
	const share = async () => {
		if (found && (await perform(found.edits))) setFound(undefined);
	};
	return (
		<div className="details-buttons equal-weights">
			{!found && (
				<button type="button" className="button button-small" disabled={isBusy} onClick={() => void look()}>
					{isBusy && <div className="spinner" />} Look for equal weights
				</button>
			)}
			{found?.gone === 0 && <span className="draft-said">No two weights hold the same.</span>}
			{found && found.gone > 0 && (
				<>
					<span className="draft-said">
						{countText(found.gone)} {found.gone === 1 ? "initializer holds" : "initializers hold"} what another one
						does: {bytesText(found.bytes)}.
					</span>
					<button type="button" className="button button-small" onClick={() => void share()}>
						Share equal weights
					</button>
				</>
			)}
		</div>
	);
}
