import type { NodeId } from "@suture/graph";
import { ArrowUpDown, Boxes, ClipboardCopy, CopyPlus, Download, Replace, Shapes } from "lucide-react";
import type { CSSProperties } from "react";
import { FindLikeButton } from "../find/find-like-button.tsx";
import { PluginDialog } from "../plugins/plugin-dialog.tsx";
import { planner } from "../surgeon/connect.ts";
import {
	copySelection,
	duplicate,
	extendSelection,
	extract,
	makeFunction,
	replaceNodes,
	setOperators,
	swapNodes,
} from "../workspace/edit-nodes.ts";
import { select } from "../workspace/workspace.ts";
import { DeleteMenu } from "./node-actions.tsx";
import { OperatorPopover } from "./operator-popover.tsx";
import { Section } from "./section.tsx";
import { useDescribed } from "./use-described.ts";
import { ValueName } from "./value-name.tsx";

/** Several nodes: what they are, what goes in and out of them together, and what can be done with all of them. */
export function NodesDetails({ nodes }: { readonly nodes: readonly NodeId[] }) {
	const found = useDescribed(`nodes ${nodes.join(" ")}`, () => planner.describeNodes(nodes));
	if (!found) return null;
	const { operators, inputs, weights, outputs, pair } = found;
	return (
		<>
			<header className="details-head">
				<h2>{nodes.length} nodes</h2>
				<span className="details-meta">
					{inputs.length} in, {outputs.length} out, {weights.length} weights
				</span>
			</header>
			<div className="details-buttons" data-testid="extend">
				<button type="button" className="button button-small" onClick={() => void extendSelection("between")}>
					All between
				</button>
				<button type="button" className="button button-small" onClick={() => void extendSelection("upstream")}>
					All upstream
				</button>
				<button type="button" className="button button-small" onClick={() => void extendSelection("downstream")}>
					All downstream
				</button>
			</div>
			<div className="details-buttons">
				<DeleteMenu nodes={nodes} />
				<button type="button" className="button button-small" title="D" onClick={() => void duplicate(nodes)}>
					<CopyPlus size={13} /> Duplicate
				</button>
				<button type="button" className="button button-small" title="Ctrl+C" onClick={() => void copySelection()}>
					<ClipboardCopy size={13} /> Copy
				</button>
				{pair && (
					<button type="button" className="button button-small" onClick={() => void swapNodes(pair)}>
						<ArrowUpDown size={13} /> Swap
					</button>
				)}
				<button
					type="button"
					className="button button-small"
					data-testid="extract"
					title="Downloads them as a model: what they take becomes its inputs, what leaves them its outputs"
					onClick={() => void extract(nodes)}
				>
					<Download size={13} /> Extract
				</button>
				<FindLikeButton />
				<OperatorPopover
					title="One node in their place"
					button="Replace"
					domain=""
					choice="With weights as inputs"
					onDone={(operator, domain, takesWeights) => replaceNodes(nodes, { operator, domain, takesWeights })}
				>
					<button type="button" className="button button-small" data-testid="replace-nodes">
						<Replace size={13} /> Replace by one …
					</button>
				</OperatorPopover>
				<PluginDialog nodes={nodes} />
				<OperatorPopover
					title="Another operator for each"
					button="Change all"
					domain=""
					onDone={(operator, domain) => setOperators(nodes, operator, domain)}
				>
					<button type="button" className="button button-small">
						<Shapes size={13} /> Change operator …
					</button>
				</OperatorPopover>
				<OperatorPopover
					title="A function of the model"
					button="Make it"
					domain="local"
					onDone={(name, domain) => makeFunction(nodes, domain, name)}
				>
					<button type="button" className="button button-small">
						<Boxes size={13} /> Make a function …
					</button>
				</OperatorPopover>
			</div>
			<Section title="Operators">
				<div className="chips">
					{operators.map(({ operator, count, category }) => (
						<span className="chip" key={operator} style={{ "--op": `var(--op-${category})` } as CSSProperties}>
							<span className="details-swatch" />
							{operator} <small>{count}</small>
						</span>
					))}
				</div>
			</Section>
			<Crossing title="What they take" values={inputs} />
			<Crossing title="What leaves them" values={outputs} />
			<div className="details-buttons">
				<button
					type="button"
					className="button button-small button-quiet"
					onClick={() => select({ kind: "nothing" })}
					title="Escape"
				>
					Select nothing
				</button>
			</div>
		</>
	);
}

function Crossing({ title, values }: { readonly title: string; readonly values: readonly string[] }) {
	if (values.length === 0) return null;
	return (
		<Section title={title}>
			{values.slice(0, 30).map((name) => (
				<div key={name}>
					<ValueName name={name} />
				</div>
			))}
			{values.length > 30 && <p className="draft-said">and {values.length - 30} more</p>}
		</Section>
	);
}
