import { X } from "lucide-react";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { dismiss } from "../workspace/workspace.ts";
import { ProblemText } from "./problem-text.tsx";
import "./notices.css";

/** What the page has to tell that belongs to no node: shown for a while, errors until they are dismissed. */
export function Notices() {
	const notices = useWorkspace((one) => one.notices);
	return (
		<div className="notices" aria-live="polite">
			{notices.map(({ id, problem }) => (
				<div className="notice" key={id}>
					<ProblemText problem={problem} />
					<button
						type="button"
						className="button button-quiet button-icon button-small notice-close"
						onClick={() => dismiss(id)}
						aria-label="Dismiss"
					>
						<X size={14} />
					</button>
				</div>
			))}
		</div>
	);
}
