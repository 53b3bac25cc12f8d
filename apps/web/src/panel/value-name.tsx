import { Check, Plus } from "lucide-react";
import { Tip } from "../shell/tip.tsx";
import type { NodeReference } from "../surgeon/description.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { goToNode, select, togglePicked } from "../workspace/workspace.ts";

/** A value that can be selected; with Shift it is chosen besides others. */
export function ValueName({ name }: { readonly name: string }) {
	return (
		<button
			type="button"
			className="port-name"
			onClick={(event) => (event.shiftKey ? togglePicked(name) : select({ kind: "value", value: name }))}
		>
			{name}
		</button>
	);
}

/** Chooses a value to end the network at, or takes it back. */
export function PickButton({ name, isWide = false }: { readonly name: string; readonly isWide?: boolean }) {
	const isPicked = useWorkspace(({ picked }) => picked.includes(name));
	return (
		<Tip text="Choose it as one of several values to end the network at (Shift-click on its line)">
			<button
				type="button"
				className={isWide ? "button button-small" : "pick"}
				aria-pressed={isPicked}
				aria-label={`Choose ${name}`}
				onClick={() => togglePicked(name)}
			>
				{isPicked ? <Check size={13} /> : <Plus size={13} />}
				{isWide && (isPicked ? "Chosen" : "Choose with others")}
			</button>
		</Tip>
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
