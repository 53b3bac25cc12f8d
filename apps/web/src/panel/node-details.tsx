import type { NodeId } from "@suture/graph";
import { type CSSProperties, lazy, Suspense, useState } from "react";
import { useStore } from "zustand";
import { ProblemCard } from "../build/problem-card.tsx";
import { useBuild } from "../build/use-build.ts";
import { examiner } from "../surgeon/connect.ts";
import type { NodeDescription } from "../surgeon/description.ts";
import { targeting } from "../target/target-store.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { AddAttribute } from "./add-attribute.tsx";
import { AttributeRow } from "./attribute-row.tsx";
import { NodeActions } from "./node-actions.tsx";
import { OperatorForm } from "./operator-form.tsx";
import { Inputs, Outputs } from "./ports.tsx";
import { Rename } from "./rename.tsx";
import { Section } from "./section.tsx";
import { useDescribed } from "./use-described.ts";
import "./form.css";

const Documentation = lazy(() => import("./documentation.tsx"));

/** A node: what it is called, what it is told, what goes in and out, and all that can be changed of it. */
export function NodeDetails({ node }: { readonly node: NodeId }) {
	const description = useDescribed(`node ${node}`, () => examiner.describeNode(node));
	if (!description) return null;
	return <DescribedNode key={node} description={description} />;
}

function DescribedNode({ description }: { readonly description: NodeDescription }) {
	const { operator, name, category, index, metadata, docString } = description;
	const [isDocumented, setDocumented] = useState(false);
	return (
		<>
			<header className="details-head" style={{ "--op": `var(--op-${category})` } as CSSProperties}>
				<h2>
					<span className="details-swatch" />
					{operator}
					<OperatorForm node={description} />
				</h2>
				<Rename
					value={name}
					placeholder="no name"
					meant={(now) => ({
						edits: [{ do: "rename-node", node: description.address, name: now, ...description.place }],
					})}
				/>
				<span className="details-meta">
					<span>#{index}</span>
					<span>{meaningOf(description)}</span>
					<button
						type="button"
						className="link"
						onClick={() => setDocumented(!isDocumented)}
						aria-expanded={isDocumented}
					>
						{isDocumented ? "Hide documentation" : "Documentation"}
					</button>
				</span>
			</header>
			<NodeProblems node={description.node} />
			{isDocumented && (
				<Suspense fallback={<div className="spinner" />}>
					<Documentation node={description.node} />
				</Suspense>
			)}
			<NodeActions node={description} />
			<Attributes node={description} />
			<Inputs node={description} />
			<Outputs node={description} />
			{metadata.length > 0 && (
				<Section title="Metadata">
					<dl className="details-rows">
						{metadata.flatMap(([key, value]) => [<dt key={`k${key}`}>{key}</dt>, <dd key={`v${key}`}>{value}</dd>])}
					</dl>
				</Section>
			)}
			{docString !== "" && (
				<Section title="Description">
					<p>{docString}</p>
				</Section>
			)}
		</>
	);
}

/** Whose operator it is. */
function meaningOf({ domain, origin, isCall, sinceVersion }: NodeDescription): string {
	if (isCall) return `${domain || "ai.onnx"}, a function of this model`;
	if (origin === "") return `${domain || "ai.onnx"}, unknown operator`;
	return origin === "TensorRT plugin" ? origin : `${origin} since ${sinceVersion}`;
}

/** Those that the node has, that it must have, and defaults; what else its operator takes comes when it is asked for. */
function Attributes({ node }: { readonly node: NodeDescription }) {
	const [isWhole, setWhole] = useState(false);
	const isListed = ({ from, isRequired }: (typeof node.attributes)[number]) => from !== "nothing" || isRequired;
	const shown = isWhole ? node.attributes : node.attributes.filter(isListed);
	const hidden = node.attributes.length - shown.length;
	return (
		<Section title="Attributes" aside={<AddAttribute node={node} />}>
			<div className="attributes">
				{shown.map((field) => (
					<AttributeRow key={field.name} node={node} field={field} />
				))}
				{hidden > 0 && (
					<button type="button" className="attribute-more" onClick={() => setWhole(true)}>
						{hidden} more that {hidden === 1 ? "is" : "are"} not given
					</button>
				)}
			</div>
		</Section>
	);
}

function NodeProblems({ node }: { readonly node: NodeId }) {
	const fromGraph = useWorkspace(({ state }) => state?.problems);
	const fromBuild = useBuild((one) => one.problems);
	const foreseen = useStore(targeting, (one) => one.check?.problems);
	const here = [...fromBuild, ...(fromGraph ?? []), ...(foreseen ?? [])].filter((one) => one.node === node);
	// What was foreseen and then happened reads the same.
	const problems = [...new Map(here.map((one) => [one.problem.sentence, one])).values()];
	if (problems.length === 0) return null;
	return (
		<div className="details-problems">
			{problems.map((located) => (
				<ProblemCard key={located.problem.sentence} located={located} isAtNode />
			))}
		</div>
	);
}
