import type { NodeId } from "@suture/graph";
import type { FieldValue, PluginDescription, PluginField, PluginTensor } from "@suture/plugins";
import { Blocks, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useEffect, useId, useState } from "react";
import { useStore } from "zustand";
import { Said } from "../panel/draft.tsx";
import { planner, surgeon } from "../surgeon/connect.ts";
import type { NodesDescription } from "../surgeon/describe-nodes.ts";
import type { PluginPlan, PluginWish } from "../surgeon/plugin-plan.ts";
import type { Preview } from "../surgeon/preview.ts";
import { replaceByPlugin } from "../workspace/edit-nodes.ts";
import { textFromValue, valueFromText } from "./field-text.ts";
import { forgetPlugins, loadPlugins, pluginStore } from "./plugin-store.ts";
import "../build/build-dialog.css";
import "./plugin-dialog.css";

/** A button that puts a plugin of TensorRT in the place of nodes. */
export function PluginDialog({ nodes }: { readonly nodes: readonly NodeId[] }) {
	const [isOpen, setOpen] = useState(false);
	return (
		<Dialog.Root open={isOpen} onOpenChange={setOpen}>
			<Dialog.Trigger asChild>
				<button type="button" className="button button-small" data-testid="replace-by-plugin">
					<Blocks size={13} /> Replace by a plugin …
				</button>
			</Dialog.Trigger>
			<Dialog.Portal>
				<Dialog.Overlay className="dialog-cover" />
				<Dialog.Content className="dialog plugin-dialog" aria-describedby={undefined} data-testid="plugin-dialog">
					<header>
						<Dialog.Title className="dialog-title">A plugin in their place</Dialog.Title>
						<Dialog.Close className="button button-quiet button-small button-icon" aria-label="Close">
							<X size={14} />
						</Dialog.Close>
					</header>
					<Choice nodes={nodes} onDone={() => setOpen(false)} />
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

interface ChoiceProps {
	readonly nodes: readonly NodeId[];
	readonly onDone: () => void;
}

function Choice({ nodes, onDone }: ChoiceProps) {
	const described = useStore(pluginStore, (one) => one.described);
	const [standard, setStandard] = useState<readonly PluginDescription[]>([]);
	const [around, setAround] = useState<NodesDescription>();
	const [chosen, setChosen] = useState("");
	useEffect(() => {
		void planner.standardPlugins().then(setStandard);
		void planner.describeNodes(nodes).then(setAround);
	}, [nodes]);
	const plugin = [...described, ...standard].find((one) => keyOf(one) === chosen);
	return (
		<>
			<label className="plugin-row">
				Plugin
				<select
					className="field"
					value={chosen}
					onChange={(event) => setChosen(event.target.value)}
					data-testid="choose-plugin"
				>
					<option value="">Choose one</option>
					{described.length > 0 && <Group title="Of your files" plugins={described} />}
					<Group title="NVIDIA's" plugins={standard} />
				</select>
			</label>
			<Files onLoaded={(loaded) => setChosen(loaded)} />
			{plugin && around && <Form key={chosen} plugin={plugin} around={around} nodes={nodes} onDone={onDone} />}
		</>
	);
}

function keyOf({ name, version, namespace }: PluginDescription): string {
	return JSON.stringify([name, version, namespace]);
}

function Group({ title, plugins }: { readonly title: string; readonly plugins: readonly PluginDescription[] }) {
	return (
		<optgroup label={title}>
			{plugins.map((one) => (
				<option key={keyOf(one)} value={keyOf(one)}>
					{one.name}
					{one.version === "1" ? "" : `, version ${one.version}`}
				</option>
			))}
		</optgroup>
	);
}

/** Descriptions come from files of the person; the browser keeps them. */
function Files({ onLoaded }: { readonly onLoaded: (chosen: string) => void }) {
	const files = useStore(pluginStore, (one) => one.files);
	const input = useId();
	return (
		<div className="plugin-files">
			<label htmlFor={input} className="button button-small">
				Load descriptions …
			</label>
			<input
				id={input}
				type="file"
				accept=".json,application/json"
				className="plugin-file"
				onChange={async ({ target }) => {
					const [file] = target.files ?? [];
					if (!file || !(await loadPlugins(file))) return;
					const last = pluginStore.getState().described.at(-1);
					if (last) onLoaded(keyOf(last));
				}}
			/>
			{files.length > 0 && (
				<>
					<span>{files.join(", ")}</span>
					<button type="button" className="link" onClick={() => void forgetPlugins()}>
						Forget
					</button>
				</>
			)}
		</div>
	);
}

interface FormProps extends ChoiceProps {
	readonly plugin: PluginDescription;
	readonly around: NodesDescription;
}

function Form({ plugin, around, nodes, onDone }: FormProps) {
	const given = [...around.inputs, ...around.weights];
	const [inputs, setInputs] = useState<readonly string[]>(() => firstOf(plugin.inputs, around.inputs));
	const [outputs, setOutputs] = useState<readonly string[]>(() => firstOf(plugin.outputs, around.outputs));
	const [texts, setTexts] = useState<ReadonlyMap<string, string>>(
		() => new Map(plugin.fields.map((field) => [field.name, textFromValue(field.default)])),
	);
	const { fields, reasons } = valuesOf(plugin.fields, texts);
	const wish: PluginWish = { plugin, inputs, outputs, fields };
	const { plan, preview } = usePlan(nodes, wish);
	const refused = reasons.length > 0 ? reasons : sentencesOf(plan);
	return (
		<form
			className="plugin-form"
			onSubmit={async (event) => {
				event.preventDefault();
				if (await replaceByPlugin(nodes, wish)) onDone();
			}}
		>
			{plugin.description !== "" && <p>{plugin.description}</p>}
			<Tensors title="Takes" formal={plugin.inputs} chosen={inputs} values={given} onChange={setInputs} />
			<Tensors title="Gives" formal={plugin.outputs} chosen={outputs} values={around.outputs} onChange={setOutputs} />
			{plugin.fields.length > 0 && (
				<fieldset>
					<legend>Fields</legend>
					{plugin.fields.map((field) => (
						<Field
							key={field.name}
							field={field}
							text={texts.get(field.name) ?? ""}
							onChange={(text) => setTexts(new Map(texts).set(field.name, text))}
						/>
					))}
				</fieldset>
			)}
			{refused.map((text) => (
				<p key={text} className="draft-said is-error">
					{text}
				</p>
			))}
			{refused.length === 0 && preview && <Said preview={preview} />}
			<div className="form-end">
				<button
					type="submit"
					className="button button-primary"
					disabled={refused.length > 0 || !plan || (preview?.refused.length ?? 0) > 0}
				>
					Replace {nodes.length === 1 ? "the node" : `${nodes.length} nodes`}
				</button>
			</div>
		</form>
	);
}

/** As many values as there are places, in their order. */
function firstOf(formal: readonly PluginTensor[], values: readonly string[]): string[] {
	return formal.map((_, i) => values[i] ?? "");
}

function valuesOf(fields: readonly PluginField[], texts: ReadonlyMap<string, string>) {
	const values = new Map<string, FieldValue>();
	const reasons: string[] = [];
	for (const field of fields) {
		const value = valueFromText(field, texts.get(field.name) ?? "");
		if (value === undefined) continue;
		if (typeof value === "object" && "reason" in value) reasons.push(value.reason);
		else values.set(field.name, value);
	}
	return { fields: values, reasons };
}

function sentencesOf(plan: PluginPlan | undefined): string[] {
	return plan && "problems" in plan ? plan.problems.map(({ sentence }) => sentence) : [];
}

function usePlan(nodes: readonly NodeId[], wish: PluginWish) {
	const [found, setFound] = useState<{ readonly plan?: PluginPlan; readonly preview?: Preview }>({});
	const key = JSON.stringify([wish.inputs, wish.outputs, [...wish.fields]]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: `wish` is another object at each rendering; `key` says what changes in it.
	useEffect(() => {
		let isCurrent = true;
		const timer = setTimeout(async () => {
			const plan = await planner.pluginPlan(nodes, wish);
			const preview = "edits" in plan ? await surgeon.preview(plan.edits) : undefined;
			if (isCurrent) setFound(preview ? { plan, preview } : { plan });
		}, 120);
		return () => {
			isCurrent = false;
			clearTimeout(timer);
		};
	}, [nodes, key]);
	return { plan: found.plan, preview: found.preview };
}

interface TensorsProps {
	readonly title: string;
	readonly formal: readonly PluginTensor[];
	readonly chosen: readonly string[];
	readonly values: readonly string[];
	readonly onChange: (chosen: readonly string[]) => void;
}

function Tensors({ title, formal, chosen, values, onChange }: TensorsProps) {
	if (formal.length === 0) return null;
	return (
		<fieldset>
			<legend>{title}</legend>
			{formal.map(({ name, optional, types }, i) => (
				<label key={name} className="plugin-row" title={types.join(", ")}>
					<span>
						{name}
						{optional ? "?" : ""}
					</span>
					<select
						className="field"
						value={chosen[i] ?? ""}
						onChange={(event) => onChange(chosen.map((one, at) => (at === i ? event.target.value : one)))}
					>
						<option value="">nothing</option>
						{values.map((value) => (
							<option key={value} value={value}>
								{value}
							</option>
						))}
					</select>
				</label>
			))}
		</fieldset>
	);
}

interface FieldProps {
	readonly field: PluginField;
	readonly text: string;
	readonly onChange: (text: string) => void;
}

function Field({ field: { name, type, required, values, description }, text, onChange }: FieldProps) {
	const id = useId();
	return (
		<div className="plugin-row" title={description}>
			<label htmlFor={id}>
				{name}
				{required ? " *" : ""} <small>{type}</small>
			</label>
			{values && !type.endsWith("s") ? (
				<select id={id} className="field" value={text} onChange={(event) => onChange(event.target.value)}>
					<option value="">not given</option>
					{values.map((value) => (
						<option key={value} value={String(value)}>
							{value}
						</option>
					))}
				</select>
			) : (
				<input
					id={id}
					className="field"
					value={text}
					required={required}
					inputMode={type.startsWith("string") ? "text" : "decimal"}
					placeholder={type.endsWith("s") ? "one, another" : "not given"}
					onChange={(event) => onChange(event.target.value)}
					spellCheck={false}
				/>
			)}
		</div>
	);
}
