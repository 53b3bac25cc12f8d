import { useWorkspace } from "../workspace/use-workspace.ts";
import { takeEarlierEdits } from "../workspace/workspace.ts";

/** Offers to go on with what was done to this model in a tab that is gone. */
export function EarlierEdits() {
	const earlier = useWorkspace((one) => one.earlier);
	if (!earlier) return null;
	const when = new Date(earlier.savedMs).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
	return (
		<section className="earlier" aria-label="Earlier edits" data-testid="earlier">
			<span>
				{earlier.steps} {earlier.steps === 1 ? "edit" : "edits"} of {when} were kept.
			</span>
			<button type="button" className="button button-small button-primary" onClick={() => void takeEarlierEdits(true)}>
				Continue
			</button>
			<button type="button" className="button button-small" onClick={() => void takeEarlierEdits(false)}>
				Forget them
			</button>
		</section>
	);
}
