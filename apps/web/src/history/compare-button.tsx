import { GitCompareArrows } from "lucide-react";
import { openComparison } from "../compare/compare-store.ts";

/** Compares the model as it is now with what it was behind the first `moment` steps. */
export function CompareButton({ moment }: { readonly moment: number }) {
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
