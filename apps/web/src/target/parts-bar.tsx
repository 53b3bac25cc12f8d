import type { NodeId } from "@suture/graph";
import { useStore } from "zustand";
import { examiner, planner } from "../surgeon/connect.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import type { Selection } from "../workspace/workspace.ts";
import { partNames } from "./part-names.ts";
import { targeting, wishSplit } from "./target-store.ts";
import "./parts-bar.css";

/** The parts of the split that is looked at: their colours, how many nodes they have, and where what is selected can go. */
export function PartsBar() {
	const { isOpen, split, isSplitting } = useStore(targeting);
	const selection = useWorkspace((one) => one.selection);
	if (!isOpen || !split) return null;
	const counts = new Map(split.parts.map(({ role, nodes }) => [role, nodes]));
	const now = selection.kind === "node" ? split.roles.get(selection.node) : undefined;
	return (
		<section className="parts-bar" aria-label="Parts of the split" data-testid="parts-bar">
			<div className="parts-legend">
				{partNames.map(({ role, name, place }) => (
					<span key={role} title={`What runs ${place}`} className={counts.has(role) ? "" : "is-empty"}>
						<span className={`parts-swatch is-${role}`} />
						{name} <small>{(counts.get(role) ?? 0).toLocaleString("en")}</small>
					</span>
				))}
				{isSplitting && <span className="spinner" role="status" aria-label="Splitting anew" />}
			</div>
			{selection.kind !== "nothing" && (
				<div className="parts-move">
					<span>{titleOf(selection)} to</span>
					{partNames.map(({ role, name }) => (
						<button
							key={role}
							type="button"
							className="button button-small"
							disabled={isSplitting || now === role}
							onClick={async () => {
								const nodes = await nodesOf(selection);
								if (nodes.length > 0) await wishSplit({ nodes, role });
							}}
							data-testid={`move-to-${role}`}
						>
							{name}
						</button>
					))}
				</div>
			)}
		</section>
	);
}

function titleOf(selection: Selection): string {
	if (selection.kind === "nodes") return `Move ${selection.nodes.length} nodes`;
	if (selection.kind === "value") return "Move what makes it";
	return selection.kind === "group" ? "Move the module" : "Move the node";
}

async function nodesOf(selection: Selection): Promise<readonly NodeId[]> {
	switch (selection.kind) {
		case "nothing":
			return [];
		case "node":
			return [selection.node];
		case "nodes":
			return selection.nodes;
		case "group":
			return await planner.nodesIn(selection.path);
		case "value": {
			const maker = (await examiner.describeValue(selection.value))?.maker;
			return maker ? [maker.node] : [];
		}
	}
}
