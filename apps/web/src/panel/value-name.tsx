import { selectValue } from "../canvas/graph-canvas.tsx";
import type { NodeReference } from "../surgeon/description.ts";
import { goToNode } from "../workspace/workspace.ts";

/** A value that can be selected; with Shift it is added to those that are. */
export function ValueName({ name }: { readonly name: string }) {
	return (
		<button type="button" className="port-name" onClick={(event) => selectValue(name, event.shiftKey)}>
			{name}
		</button>
	);
}

/** A node that can be gone to. */
export function NodeLink({ reference: { node, name, operator } }: { readonly reference: NodeReference }) {
	return (
		<button type="button" className="link" onClick={() => void goToNode(node)} title={operator}>
			{name}
		</button>
	);
}
