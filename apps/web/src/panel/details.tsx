import { X } from "lucide-react";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { select, showModel } from "../workspace/workspace.ts";
import { GroupDetails } from "./group-details.tsx";
import { ModelDetails } from "./model-details.tsx";
import { NodeDetails } from "./node-details.tsx";
import { NodesDetails } from "./nodes-details.tsx";
import { ValueDetails } from "./value-details.tsx";
import "./details.css";

/** What is known of the selected thing; it comes when something is selected and goes when nothing is. */
export function Details() {
	const selection = useWorkspace((one) => one.selection);
	const isModelShown = useWorkspace((one) => one.isModelShown);
	if (selection.kind === "nothing" && !isModelShown) return null;
	return (
		<aside className="details" aria-label="Details" data-testid="details">
			<button
				type="button"
				className="button button-quiet button-icon button-small details-close"
				onClick={() => (selection.kind === "nothing" ? showModel(false) : select({ kind: "nothing" }))}
				aria-label="Close the details"
			>
				<X size={15} />
			</button>
			{selection.kind === "nothing" && <ModelDetails />}
			{selection.kind === "node" && <NodeDetails node={selection.node} />}
			{selection.kind === "nodes" && <NodesDetails nodes={selection.nodes} />}
			{selection.kind === "value" && <ValueDetails value={selection.value} />}
			{selection.kind === "group" && <GroupDetails path={selection.path} />}
		</aside>
	);
}
