import type { NodeId } from "@suture/graph";
import { ChevronDown, ChevronUp, Download, RotateCcw, X } from "lucide-react";
import { useStore } from "zustand";
import { bytesText } from "../panel/numbers.ts";
import type { SplitBoundary, SplitPreview } from "../surgeon/split-off.ts";
import { goToNode, select } from "../workspace/workspace.ts";
import { partName, partNames } from "./part-names.ts";
import {
	closeSplit,
	lightTarget,
	lookAtRepair,
	saveSplit,
	takeBackWish,
	targeting,
	wishSplit,
} from "./target-store.ts";
import "./split-view.css";

/** The parts that a split would make, what crosses between them, and why each refused node goes where it goes. */
export function SplitView({ preview }: { readonly preview: SplitPreview }) {
	const isSplitting = useStore(targeting, (one) => one.isSplitting);
	const { parts, remaining, moved, title } = preview;
	const hasEngine = parts.some(({ role }) => role === "engine");
	return (
		<>
			<p className="simplify-count" data-testid="split-verdict">
				{!hasEngine
					? `Nothing is left that ${title} could run.`
					: remaining.length === 0
						? `In the engine's part nothing is known that ${title} would refuse.`
						: `Also with a split something is left that ${title} refuses.`}
			</p>
			<div className="simplify-rules" aria-busy={isSplitting}>
				<RepairFirst />
				<Parts preview={preview} />
				{remaining.map((sentence) => (
					<p key={sentence} className="simplify-wrong split-wrong">
						{sentence}
					</p>
				))}
				<Wishes preview={preview} />
				<Boundaries preview={preview} />
				<Placed placed={preview.placed} />
				{moved > 0 && (
					<p className="split-note">
						{moved.toLocaleString("en")} {moved === 1 ? "node that it would take goes" : "nodes that it would take go"}{" "}
						along.
					</p>
				)}
			</div>
			<footer className="simplify-foot">
				<button type="button" className="button" onClick={closeSplit}>
					Back
				</button>
				<button
					type="button"
					className="button button-primary"
					disabled={isSplitting}
					onClick={() => void saveSplit()}
					data-testid="save-split"
				>
					<Download size={14} /> Parts and programs
				</button>
			</footer>
		</>
	);
}

/** What can be replaced need not be cut off. */
function RepairFirst() {
	const count = useStore(targeting, ({ check }) => check?.problems.filter(({ fixes }) => fixes.length > 0).length ?? 0);
	if (count === 0) return null;
	return (
		<div className="split-hint">
			<p>
				{count.toLocaleString("en")} of the refused {count === 1 ? "things goes" : "things go"} away when constants are
				folded: repaired first, more of the model stays in the engine.
			</p>
			<button type="button" className="button button-small" onClick={() => void lookAtRepair()}>
				Repair first …
			</button>
		</div>
	);
}

function Parts({ preview: { parts } }: { readonly preview: SplitPreview }) {
	return (
		<ul className="split-parts">
			{partNames.map(({ role, name, place }) => {
				const part = parts.find((one) => one.role === role);
				return (
					<li key={role} className={part ? "" : "is-empty"}>
						<span className={`parts-swatch is-${role}`} />
						<span className="split-part">
							{name} <small>{place}</small>
						</span>
						<span className="split-work">
							{part ? (
								<>
									{part.nodes.toLocaleString("en")} nodes
									<small>{percent(part.work)} of the work</small>
								</>
							) : (
								<small>nothing</small>
							)}
						</span>
					</li>
				);
			})}
		</ul>
	);
}

function percent(part: number): string {
	if (part > 0 && part < 0.00005) return "less than 0.01 %";
	return `${(100 * part).toFixed(part > 0 && (part > 0.99 || part < 0.01) ? 2 : 0)} %`;
}

/** What someone wants where, to be taken back. */
function Wishes({ preview: { wishes } }: { readonly preview: SplitPreview }) {
	if (wishes.length === 0)
		return (
			<p className="split-note">
				Drag a border's mark on the graph over what shall change sides, or select nodes and say where they shall run.
			</p>
		);
	return (
		<>
			<h3 className="target-heading">Wished</h3>
			<ul className="split-list" data-testid="split-wishes">
				{wishes.map(({ role, name, nodes }, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew with each split.
					<li key={i} {...lighting(nodes)}>
						<span className={`parts-swatch is-${role}`} />
						<span className="split-text">
							{name} <small>{partName(role)}</small>
						</span>
						<button
							type="button"
							className="button button-quiet button-small button-icon"
							aria-label={`No longer want ${name} there`}
							onClick={() => void takeBackWish(i)}
						>
							<X size={13} />
						</button>
					</li>
				))}
			</ul>
			<button
				type="button"
				className="button button-small split-reset"
				onClick={() => void takeBackWish("all")}
				data-testid="reset-split"
			>
				<RotateCcw size={13} /> As it was proposed
			</button>
		</>
	);
}

function Boundaries({ preview: { boundaries } }: { readonly preview: SplitPreview }) {
	if (boundaries.length === 0) return null;
	const bytes = boundaries.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
	const isOpen = boundaries.some((one) => one.bytes === undefined);
	return (
		<>
			<h3 className="target-heading">
				What crosses: {boundaries.length} {boundaries.length === 1 ? "value" : "values"}
				{bytes > 0 && `, ${bytesText(bytes)}`}
				{isOpen && (bytes > 0 ? " and what has open sizes" : ", with open sizes")}
			</h3>
			<ul className="split-list" data-testid="split-boundaries">
				{boundaries.map((boundary) => (
					<BoundaryRow key={boundary.value} boundary={boundary} />
				))}
			</ul>
		</>
	);
}

function BoundaryRow({ boundary: { value, from, to, type, as, bytes, maker } }: { readonly boundary: SplitBoundary }) {
	return (
		<li {...lighting([maker])}>
			<span className="split-text">
				<button
					type="button"
					className="link"
					onClick={async () => {
						await goToNode(maker);
						select({ kind: "value", value });
					}}
				>
					{value}
				</button>
				<small>
					{type}
					{as !== undefined && `, crosses as ${as}`}
					{bytes !== undefined && ` · ${bytesText(bytes)}`} · {partName(from)} → {to.map(partName).join(", ")}
				</small>
			</span>
			<button
				type="button"
				className="button button-quiet button-small button-icon"
				aria-label={`Move the border at ${value} up`}
				title="Up: over the node that makes it"
				onClick={() => void wishSplit({ value, onto: { step: "up" } })}
			>
				<ChevronUp size={14} />
			</button>
			<button
				type="button"
				className="button button-quiet button-small button-icon"
				aria-label={`Move the border at ${value} down`}
				title="Down: over the nodes that read it"
				onClick={() => void wishSplit({ value, onto: { step: "down" } })}
			>
				<ChevronDown size={14} />
			</button>
		</li>
	);
}

/** Refused nodes by operator and part. */
function Placed({ placed }: { readonly placed: SplitPreview["placed"] }) {
	if (placed.length === 0) return null;
	const groups = [...Map.groupBy(placed, ({ operator, role }) => `${operator} ${role}`)];
	return (
		<>
			<h3 className="target-heading">What it refuses</h3>
			{groups
				.toSorted(([, a], [, b]) => b.length - a.length)
				.map(([key, found]) => (
					<details key={key} className="split-refused" {...lighting(found.map(({ node }) => node))}>
						<summary>
							<span className="target-operator is-error">{found[0]?.operator}</span>
							<small>
								{found.length.toLocaleString("en")} · {partName(found[0]?.role ?? "post")}
							</small>
						</summary>
						<ul>
							{found.slice(0, mostShown).map(({ node, name, sentence }) => (
								<li key={node}>
									<button type="button" className="link" onClick={() => void goToNode(node)}>
										{name}
									</button>{" "}
									{sentence}
								</li>
							))}
							{found.length > mostShown && <li>… and {found.length - mostShown} more</li>}
						</ul>
					</details>
				))}
		</>
	);
}

const mostShown = 100;

/** Lights nodes on the graph while the pointer is on what names them. */
function lighting(nodes: readonly NodeId[]) {
	return { onMouseEnter: () => lightTarget(nodes), onMouseLeave: () => lightTarget([]) };
}
