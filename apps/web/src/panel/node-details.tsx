import type { NodeId } from "@suture/graph";
import { CornerDownRight, Scissors, Trash2 } from "lucide-react";
import { type CSSProperties, lazy, Suspense, useState } from "react";
import { showDoomed } from "../build/build-store.ts";
import { CutPreview, ProblemCard } from "../build/problem-card.tsx";
import { useBuild } from "../build/use-build.ts";
import { surgeon } from "../surgeon/connect.ts";
import type { Cut } from "../surgeon/cut.ts";
import type { AttributeLine, NodeDescription, PortDescription } from "../surgeon/description.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { enterBody, perform } from "../workspace/workspace.ts";
import { Rename } from "./rename.tsx";
import { Section } from "./section.tsx";
import { TensorView } from "./tensor-view.tsx";
import { useDescribed } from "./use-described.ts";
import { NodeLink, PickButton, ValueName } from "./value-name.tsx";

const Documentation = lazy(() => import("./documentation.tsx"));

/** A node: what it is called, what it is told, what goes in and out. */
export function NodeDetails({ node }: { readonly node: NodeId }) {
	const description = useDescribed(`node ${node}`, () => surgeon.describeNode(node));
	if (!description) return null;
	return <DescribedNode key={node} description={description} />;
}

function DescribedNode({ description }: { readonly description: NodeDescription }) {
	const { operator, domain, sinceVersion, name, category, index, attributes, inputs, outputs, metadata, docString } =
		description;
	const [isDocumented, setDocumented] = useState(false);
	return (
		<>
			<header className="details-head" style={{ "--op": `var(--op-${category})` } as CSSProperties}>
				<h2>
					<span className="details-swatch" />
					{operator}
				</h2>
				<Rename
					value={name}
					placeholder="no name"
					onRename={(now) => perform([{ do: "rename-node", node: addressOf(description), name: now }])}
				/>
				<span className="details-meta">
					<span>#{index}</span>
					<span>
						{domain || "ai.onnx"}
						{sinceVersion === undefined ? ", unknown operator" : ` since ${sinceVersion}`}
					</span>
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
			{attributes.length > 0 && (
				<Section title="Attributes">
					<dl className="details-rows">
						{attributes.map((attribute) => (
							<Attribute key={attribute.name} attribute={attribute} />
						))}
					</dl>
				</Section>
			)}
			<Ports title="Inputs" ports={inputs} />
			<Ports title="Outputs" ports={outputs} />
			<Actions description={description} />
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

function addressOf({ name, operator, outputs }: NodeDescription) {
	const output = outputs.find(({ value }) => value)?.value?.name;
	return { ...(name === "" ? {} : { name }), ...(output === undefined ? {} : { output }), opType: operator };
}

function NodeProblems({ node }: { readonly node: NodeId }) {
	const fromGraph = useWorkspace(({ state }) => state?.problems);
	const fromBuild = useBuild((one) => one.problems);
	const problems = [...fromBuild, ...(fromGraph ?? [])].filter((one) => one.node === node);
	if (problems.length === 0) return null;
	return (
		<div className="details-problems">
			{problems.map((located) => (
				<ProblemCard key={located.problem.sentence} located={located} isAtNode />
			))}
		</div>
	);
}

function Attribute({ attribute: { name, type, text, isDefault, bodies } }: { readonly attribute: AttributeLine }) {
	const [first] = bodies;
	return (
		<>
			<dt title={type}>{name}</dt>
			<dd className={isDefault ? "is-default" : ""} title={isDefault ? "The operator's default" : type}>
				{text}
				{bodies.map((body, i) => (
					<button type="button" className="link" key={body} onClick={() => void enterBody(body)}>
						<CornerDownRight size={12} /> {body === first && bodies.length === 1 ? "open the graph" : `graph ${i + 1}`}
					</button>
				))}
			</dd>
		</>
	);
}

function Ports({ title, ports }: { readonly title: string; readonly ports: readonly PortDescription[] }) {
	if (ports.length === 0) return null;
	return (
		<Section title={title}>
			{ports.map(({ parameter, value }, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: an input is its position; one value may stand at several.
				<div className="port" key={i}>
					<div className="port-line">
						<span className="port-parameter">{parameter}</span>
						{value ? <ValueName name={value.name} /> : <span className="port-type">not given</span>}
						{value?.from === "node" && <PickButton name={value.name} />}
					</div>
					{value && (
						<div className="port-indent">
							{value.type !== "" && (
								<div className="port-type">
									{value.type}
									{value.elements !== "" && !value.tensor && ` = ${value.elements}`}
								</div>
							)}
							{value.maker && title === "Inputs" && value.from === "node" && (
								<div className="port-type">
									from <NodeLink reference={value.maker} />
								</div>
							)}
							{title === "Outputs" && (
								<div className="port-type">
									{value.isOutput && "an output of the graph. "}
									{value.readers.length > 0 && "to "}
									{value.readers.slice(0, 6).map((reader, place) => (
										<span key={reader.node}>
											{place > 0 && ", "}
											<NodeLink reference={reader} />
										</span>
									))}
									{value.readers.length > 6 && ` and ${value.readers.length - 6} more`}
								</div>
							)}
							{value.tensor && <TensorView name={value.name} tensor={value.tensor} />}
						</div>
					)}
				</div>
			))}
		</Section>
	);
}

function Actions({ description }: { readonly description: NodeDescription }) {
	const [cut, setCut] = useState<Cut>();
	return (
		<>
			<div className="details-buttons">
				<button
					type="button"
					className="button button-small"
					onClick={async () => {
						const found = await surgeon.cutBefore(description.node, "node");
						setCut(found);
						showDoomed(found?.removed ?? []);
					}}
				>
					<Scissors size={13} /> Cut in front of it …
				</button>
				<button
					type="button"
					className="button button-small"
					data-testid="delete-node"
					onClick={() => void perform([{ do: "delete-nodes", nodes: [addressOf(description)] }])}
				>
					<Trash2 size={13} /> Delete
				</button>
			</div>
			{cut && <CutPreview cut={cut} onDone={() => setCut(undefined)} />}
		</>
	);
}
