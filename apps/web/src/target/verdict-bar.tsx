import { useStore } from "zustand";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { targeting } from "./target-store.ts";
import "./parts-bar.css";

/** What the colours on the graph mean while a target is looked at, and how many nodes have each. */
export function VerdictBar() {
	const { isOpen, split, check } = useStore(targeting);
	const nodes = useWorkspace(({ state }) => state?.model.nodes ?? 0);
	if (!isOpen || split || !check) return null;
	const nodesOf = (severity: string) =>
		new Set(check.problems.flatMap(({ node, problem }) => (problem.severity === severity ? (node ?? []) : [])));
	const refused = nodesOf("error");
	const doubtful = [...nodesOf("warning")].filter((node) => !refused.has(node)).length;
	const rows = [
		{ name: "Refused", ground: "refused", count: refused.size },
		{ name: "Taken, but look", ground: "doubtful", count: doubtful },
		{ name: "Taken", ground: "accepted", count: Math.max(0, nodes - refused.size - doubtful) },
	] as const;
	return (
		<section className="parts-bar" aria-label="What the target thinks" data-testid="verdict-bar">
			<div className="parts-legend">
				{rows.map(({ name, ground, count }) => (
					<span key={ground} className={count === 0 ? "is-empty" : ""}>
						<span className={`parts-swatch is-${ground}`} />
						{name} <small>{count.toLocaleString("en")}</small>
					</span>
				))}
			</div>
		</section>
	);
}
