import { useState } from "react";
import { examiner } from "../surgeon/connect.ts";
import type { ExplainedSize, SizeStep } from "../surgeon/explain-sizes.ts";
import { Section } from "./section.tsx";
import { NodeLink, ValueName } from "./value-name.tsx";

/** Where each size of a value comes from: through which nodes, back to an input or to where it was baked in. */
export function SizeOrigins({ value }: { readonly value: string }) {
	const [sizes, setSizes] = useState<readonly ExplainedSize[]>();
	return (
		<Section title="Where its sizes come from">
			{sizes === undefined ? (
				<button
					type="button"
					className="button button-small"
					data-testid="explain-sizes"
					onClick={async () => setSizes(await examiner.explainSizes(value))}
				>
					Follow them back
				</button>
			) : (
				<div data-testid="size-origins">
					{sizes.map(({ axis, text, chain, origins, isComplete }) => (
						<details key={axis}>
							<summary>
								axis {axis}: {text}
							</summary>
							<Steps title="It begins with" steps={origins} />
							<Steps title="The nearest of these, step by step" steps={chain} />
							{isComplete && chain.length === 0 && <p className="draft-said">It can't be followed.</p>}
							{!isComplete && (
								<p className="draft-said">
									It goes on for longer than it was followed. Ask at a value nearer to the inputs.
								</p>
							)}
						</details>
					))}
					{sizes.length === 0 && <p className="draft-said">Its shape is not known.</p>}
				</div>
			)}
		</Section>
	);
}

function Steps({ title, steps }: { readonly title: string; readonly steps: readonly SizeStep[] }) {
	if (steps.length === 0) return null;
	return (
		<>
			<p className="draft-said">{title}</p>
			<ol className="size-chain">
				{steps.map(({ value, where, node }) => (
					<li key={`${value} ${where}`}>
						<ValueName name={value} /> <small>{where}</small>
						{node ? <NodeLink reference={node} /> : <small> given</small>}
					</li>
				))}
			</ol>
		</>
	);
}
