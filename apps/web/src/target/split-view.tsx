import { Download } from "lucide-react";
import type { SplitPreview } from "../surgeon/split-off.ts";
import { goToNode } from "../workspace/workspace.ts";
import { closeSplit, lightTarget, saveSplit } from "./target-store.ts";

const places = { pre: "In front, in ONNX Runtime", engine: "The engine", post: "Behind, in ONNX Runtime" } as const;

/** The parts that a split would make, what crosses between them, and why each refused node goes where it goes. */
export function SplitView({ preview }: { readonly preview: SplitPreview }) {
	const { parts, boundaries, placed, remaining, title } = preview;
	const isWhole = remaining.length === 0 && parts.some(({ role }) => role === "engine");
	return (
		<>
			<p className="simplify-count" data-testid="split-verdict">
				{isWhole
					? `The engine's part is one in which nothing is known that ${title} would refuse.`
					: `Also with a split something is left that ${title} refuses.`}
			</p>
			<div className="simplify-rules">
				<dl className="target-parts">
					{parts.map(({ role, nodes, work }) => (
						<div key={role}>
							<dt>{places[role]}</dt>
							<dd>
								{nodes.toLocaleString("en")} nodes, {(100 * work).toFixed(work > 0.99 ? 2 : 1)} % of the work
							</dd>
						</div>
					))}
				</dl>
				<h3 className="target-heading">What crosses</h3>
				<ul className="target-misses">
					{boundaries.map(({ value, text }) => (
						<li key={value}>
							{value}: {text}
						</li>
					))}
				</ul>
				<h3 className="target-heading">What goes, and why</h3>
				<ul className="target-misses">
					{placed.map(({ node, name, sentence }) => (
						<li key={node} onMouseEnter={() => lightTarget([node])} onMouseLeave={() => lightTarget([])}>
							<button type="button" className="link" onClick={() => void goToNode(node)}>
								{name}
							</button>
							: {sentence}
						</li>
					))}
				</ul>
				{remaining.map((sentence) => (
					<p key={sentence} className="simplify-wrong">
						{sentence}
					</p>
				))}
			</div>
			<footer className="simplify-foot">
				<button type="button" className="button" onClick={closeSplit}>
					Back
				</button>
				<button
					type="button"
					className="button button-primary"
					onClick={() => void saveSplit()}
					data-testid="save-split"
				>
					<Download size={14} /> Parts and programs
				</button>
			</footer>
		</>
	);
}
