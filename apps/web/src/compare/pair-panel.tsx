import { ArrowRight, X } from "lucide-react";
import type { Fate, PairDetails, PairRow } from "../surgeon/compared.ts";
import { selectNode, selectNothing } from "./compare-store.ts";
import { useComparing } from "./use-comparing.ts";

/** What differs in the node that is selected. */
export function PairPanel() {
	const details = useComparing((one) => one.details);
	if (!details) return null;
	const { before, after, rows } = details;
	const title = after ?? before;
	return (
		<section className="pair" aria-label="Selected node" data-testid="pair">
			<header className={`pair-head is-${details.fate}`}>
				<h3>{title?.operator}</h3>
				<span className="pair-fate">{fateText(details)}</span>
				<button
					type="button"
					className="button button-quiet button-icon button-small"
					onClick={selectNothing}
					aria-label="Close"
				>
					<X size={14} />
				</button>
			</header>
			<button
				type="button"
				className="pair-name"
				title="Bring it into the middle"
				onClick={() => title && void selectNode(after ? "after" : "before", title.node, true)}
			>
				{title?.name}
			</button>
			<dl>
				{rows.map((row, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: rows are made once for a node.
					<Row key={i} row={row} isPair={before !== undefined && after !== undefined} />
				))}
			</dl>
		</section>
	);
}

const fates: Readonly<Record<Fate, string>> = {
	added: "added",
	removed: "removed",
	changed: "changed",
	same: "the same",
};

function fateText({ fate, rows, before, after }: PairDetails): string {
	if (fate === "changed" && rows.length === 0) return "what is in it differs";
	return fate === "same" && before?.name !== after?.name ? "renamed" : fates[fate];
}

function Row({ row: { label, before, after, note }, isPair }: { readonly row: PairRow; readonly isPair: boolean }) {
	return (
		<div className="pair-row">
			<dt>{label}</dt>
			<dd>
				{isPair ? (
					<>
						<span className="pair-before">{before ?? "none"}</span>
						<ArrowRight size={12} aria-label="became" />
						<span className="pair-after">{after ?? "none"}</span>
					</>
				) : (
					<span>{before ?? after}</span>
				)}
				{note !== undefined && <small>{note}</small>}
			</dd>
		</div>
	);
}
