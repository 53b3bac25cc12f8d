import { Ruler, X } from "lucide-react";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { assumeSizes, showModel } from "../workspace/workspace.ts";
import "./assumed-bar.css";

/** Says all the time that the sizes on the screen are assumed ones. */
export function AssumedBar() {
	const assumed = useWorkspace(({ state }) => state?.assumed);
	if (!assumed) return null;
	const told = Object.entries(assumed).map(([name, text]) => `${name} ${text}`);
	return (
		<div className="assumed-bar" role="status" data-testid="assumed-bar">
			<Ruler size={14} />
			<button type="button" className="assumed-text" onClick={() => showModel(true)} title={told.join("\n")}>
				Sizes assumed: {told.join(", ")}
			</button>
			<button
				type="button"
				className="button button-quiet button-icon button-small"
				aria-label="Forget the sizes assumed"
				onClick={() => void assumeSizes({})}
			>
				<X size={14} />
			</button>
		</div>
	);
}
