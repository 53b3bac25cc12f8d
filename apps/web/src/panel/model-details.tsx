import type { CSSProperties } from "react";
import { ProblemCard } from "../build/problem-card.tsx";
import { ask } from "../search/search-store.ts";
import { ProblemText } from "../shell/problem-text.tsx";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { enterBody } from "../workspace/workspace.ts";
import { AssumedSizes } from "./assumed-sizes.tsx";
import { Dimensions } from "./dimensions.tsx";
import { EqualWeights } from "./equal-weights.tsx";
import { Interface } from "./interface.tsx";
import { Metadata } from "./metadata.tsx";
import { Names } from "./names.tsx";
import { bytesText, countText, shortCount } from "./numbers.ts";
import { Opsets } from "./opsets.tsx";
import { Section } from "./section.tsx";

/** The model as a whole. */
export function ModelDetails() {
	const state = useWorkspace((one) => one.state);
	const fileProblems = useWorkspace((one) => one.fileProblems);
	if (!state) return null;
	const { model, problems, done } = state;
	return (
		<>
			<header className="details-head">
				<h2>Model</h2>
				<span className="details-name">{model.name}</span>
				<span className="details-meta">
					{model.producer !== "" && <span>{model.producer}</span>}
					<span>IR version {model.irVersion ?? "?"}</span>
					<span>{bytesText(model.byteLength)}</span>
				</span>
			</header>
			<div className="details-problems">
				{fileProblems.map((problem) => (
					<ProblemText key={problem.sentence} problem={problem} />
				))}
				{problems.slice(0, 20).map((located) => (
					<ProblemCard key={located.problem.sentence} located={located} />
				))}
			</div>
			<Section title="Size">
				<dl className="details-rows">
					<dt>Nodes</dt>
					<dd>{countText(model.nodes)}</dd>
					<dt>Parameters</dt>
					<dd>
						{shortCount(model.parameters)} in {countText(model.initializers)} initializers,{" "}
						{bytesText(model.weightBytes)}
					</dd>
				</dl>
				{model.initializers > 1 && <EqualWeights key={done} />}
			</Section>
			<Interface side="input" values={model.inputs} />
			<AssumedSizes />
			<Interface side="output" values={model.outputs} />
			<Dimensions />
			<Opsets opsets={model.opsets} />
			<Section title="Operators">
				<div className="chips">
					{model.operators.map(({ operator, count, category }) => (
						<button
							type="button"
							className="chip"
							key={operator}
							style={{ "--op": `var(--op-${category})` } as CSSProperties}
							onClick={() => void ask(`op:"${operator}"`)}
							title={`Find all ${operator}`}
						>
							<span className="details-swatch" />
							{operator} <small>{countText(count)}</small>
						</button>
					))}
				</div>
			</Section>
			{model.functions.length > 0 && (
				<Section title="Functions">
					{model.functions.map(({ name, body, nodes }) => (
						<div key={body}>
							<button type="button" className="link" onClick={() => void enterBody(body)}>
								{name}
							</button>{" "}
							{nodes} nodes
						</div>
					))}
				</Section>
			)}
			<Names unnamed={model.unnamed} />
			<Metadata entries={model.metadata} />
			{model.docString !== "" && (
				<Section title="Description">
					<p>{model.docString}</p>
				</Section>
			)}
		</>
	);
}
