import type { Edit } from "@suture/graph";
import { ArrowDownUp, Plug, Plus, X } from "lucide-react";
import { planner } from "../surgeon/connect.ts";
import type { NodeDescription, PortDescription, ValueDescription } from "../surgeon/description.ts";
import { perform } from "../workspace/workspace.ts";
import { connectInput } from "./connect-input.ts";
import { Section } from "./section.tsx";
import { TensorView } from "./tensor-view.tsx";
import { NodeLink, PickButton, ValueName } from "./value-name.tsx";
import { ValuePicker } from "./value-picker.tsx";

/** What a node reads. Each input can be connected to something else; those that it can do without can be taken off. */
export function Inputs({ node }: { readonly node: NodeDescription }) {
	const { inputs, takesMoreInputs } = node;
	if (inputs.length === 0 && !takesMoreInputs) return null;
	const [element] = inputs.flatMap(({ value }) => elementOf(value) ?? []);
	return (
		<Section
			title="Inputs"
			aside={
				takesMoreInputs && (
					<ValuePicker
						node={node.node}
						input={inputs.length}
						title="One more input"
						element={element}
						onPick={(picked) => void connectInput(node, inputs.length, picked)}
					>
						<button type="button" className="row-button is-shown" aria-label="One more input">
							<Plus size={13} />
						</button>
					</ValuePicker>
				)
			}
		>
			{inputs.map((port, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: an input is its position; one value may stand at several.
				<Input key={i} node={node} port={port} position={i} />
			))}
		</Section>
	);
}

interface PortProps {
	readonly node: NodeDescription;
	readonly port: PortDescription;
	readonly position: number;
}

function Input({ node, port: { parameter, isOptional, value }, position }: PortProps) {
	const set = (input: number, name: string): Edit => ({
		do: "set-input",
		node: node.address,
		input,
		value: name,
		...node.place,
	});
	const next = node.inputs[position + 1]?.value;
	const swap =
		value && next && value.name !== next.name ? [set(position, next.name), set(position + 1, value.name)] : undefined;
	return (
		<div className="port" data-testid={`input-${position}`}>
			<div className="port-line">
				<span className="port-parameter">{parameter}</span>
				{value ? (
					<ValueName name={value.name} />
				) : (
					<span className={isOptional ? "port-type" : "port-type is-missing"}>
						{isOptional ? "not given" : "not connected"}
					</span>
				)}
				<span className="port-buttons">
					{swap && (
						<button
							type="button"
							className="row-button"
							aria-label={`Swap ${parameter} with the next input`}
							title="Swap with the next input"
							onClick={() => void perform(swap)}
						>
							<ArrowDownUp size={12} />
						</button>
					)}
					{value && isOptional && (
						<button
							type="button"
							className="row-button"
							aria-label={`Take ${parameter} off`}
							title="Take it off"
							onClick={() => void perform([set(position, "")])}
						>
							<X size={12} />
						</button>
					)}
					<ValuePicker
						node={node.node}
						input={position}
						title={`Connect ${parameter} to`}
						element={elementOf(value)}
						onPick={(picked) => void connectInput(node, position, picked)}
					>
						<button
							type="button"
							className="row-button is-shown"
							aria-label={`Connect ${parameter}`}
							title="Connect it to another value"
						>
							<Plug size={12} />
						</button>
					</ValuePicker>
					{value?.from === "node" && <PickButton name={value.name} />}
				</span>
			</div>
			{value && (
				<div className="port-indent">
					<TypeLine value={value} />
					{value.maker && value.from === "node" && (
						<div className="port-type">
							from <NodeLink reference={value.maker} />
						</div>
					)}
					{value.tensor && <TensorView name={value.name} tensor={value.tensor} place={value.place} />}
				</div>
			)}
		</div>
	);
}

function elementOf(value: ValueDescription | undefined): string | undefined {
	return value && /^[a-z]\w*/.exec(value.type)?.[0];
}

function TypeLine({ value: { type, elements, tensor, isAssumed } }: { readonly value: ValueDescription }) {
	return type === "" ? null : (
		<div
			className={`port-type${isAssumed ? " is-assumed" : ""}`}
			title={isAssumed ? "With the sizes assumed" : undefined}
		>
			{type}
			{elements !== "" && !tensor && ` = ${elements}`}
		</div>
	);
}

/** What a node makes. Outputs that its operator can give besides are made by name. */
export function Outputs({ node }: { readonly node: NodeDescription }) {
	if (node.outputs.length === 0) return null;
	return (
		<Section title="Outputs">
			{node.outputs.map((port, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: an output is its position.
				<Output key={i} node={node} port={port} position={i} />
			))}
		</Section>
	);
}

function Output({ node, port: { parameter, isOptional, value }, position }: PortProps) {
	const set = (name: string): Edit => ({
		do: "set-output",
		node: node.address,
		output: position,
		value: name,
		...node.place,
	});
	return (
		<div className="port">
			<div className="port-line">
				<span className="port-parameter">{parameter}</span>
				{value ? <ValueName name={value.name} /> : <span className="port-type">not made</span>}
				<span className="port-buttons">
					{!value && (
						<button
							type="button"
							className="row-button is-shown"
							aria-label={`Make ${parameter}`}
							title="Let the node make it"
							onClick={async () =>
								void perform([set(await planner.freshName(`${node.name || node.operator}_${parameter}`))])
							}
						>
							<Plus size={12} />
						</button>
					)}
					{value && isOptional && position > 0 && value.readers.length === 0 && !value.isOutput && (
						<button
							type="button"
							className="row-button"
							aria-label={`Make ${parameter} no more`}
							title="Nothing reads it: make it no more"
							onClick={() => void perform([set("")])}
						>
							<X size={12} />
						</button>
					)}
					{value?.from === "node" && <PickButton name={value.name} />}
				</span>
			</div>
			{value && (
				<div className="port-indent">
					<TypeLine value={value} />
					{value.isOutput && <div className="port-type">an output of the graph</div>}
					{value.readers.length > 0 && (
						<div className="port-type port-readers">
							<span>to</span>
							{value.readers.slice(0, 6).map((reader) => (
								<NodeLink key={reader.node} reference={reader} />
							))}
							{value.readers.length > 6 && <span>and {value.readers.length - 6} more</span>}
						</div>
					)}
					{value.tensor && <TensorView name={value.name} tensor={value.tensor} place={value.place} />}
				</div>
			)}
		</div>
	);
}
