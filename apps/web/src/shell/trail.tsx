import { ChevronRight } from "lucide-react";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { enterBody } from "../workspace/workspace.ts";
import "./trail.css";

/** The way from the main graph into the body on the screen. */
export function Trail() {
	const trail = useWorkspace(({ scene }) => scene?.trail);
	if (!trail || trail.length < 2) return null;
	return (
		<nav className="trail" aria-label="Bodies around this one">
			{trail.map(({ body, title }, i) => (
				<span key={body}>
					{i > 0 && <ChevronRight size={13} />}
					<button
						type="button"
						onClick={() => void enterBody(body)}
						aria-current={i === trail.length - 1 ? "page" : undefined}
					>
						{title}
					</button>
				</span>
			))}
		</nav>
	);
}
