import type { Builder, LogSeverity } from "@suture/protocol";
import type { NetworkInput } from "@suture/tensorrt";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { useStore } from "zustand";
import { BuilderList } from "../start/builder-list.tsx";
import { remember, remembered } from "../workspace/remember.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { buildDialog, closeBuildDialog } from "./build-dialog-store.ts";
import { type BuildChoice, startBuild } from "./build-store.ts";
import { dynamicInputs, guessedShape, type ShapeTexts, shapeRange } from "./shapes.ts";
import { useBuild } from "./use-build.ts";
import "./build-dialog.css";

/** What a person wants built, and for what. */
export function BuildDialog() {
	const isOpen = useStore(buildDialog, (one) => one.isOpen);
	const host = useBuild((one) => one.host);
	const builders = host?.builders.filter(({ available }) => available);
	const inputs = useWorkspace(({ state }) => state?.inputs);
	return (
		<Dialog.Root open={isOpen} onOpenChange={(open) => !open && closeBuildDialog()}>
			<Dialog.Portal>
				<Dialog.Overlay className="dialog-cover" />
				<Dialog.Content className="dialog" aria-describedby={undefined}>
					<Dialog.Title className="dialog-title">Build an engine</Dialog.Title>
					{builders && builders.length > 0 ? (
						<BuildForm builders={builders} inputs={inputs ?? []} />
					) : (
						<>
							<p className="dialog-text">This host has no TensorRT to build with.</p>
							<BuilderList />
						</>
					)}
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

interface Remembered {
	readonly target: string;
	readonly computeCapability: string | undefined;
	readonly severity: LogSeverity;
}

function BuildForm({
	builders,
	inputs,
}: {
	readonly builders: readonly Builder[];
	readonly inputs: readonly NetworkInput[];
}) {
	const last = remembered<Remembered>("build");
	const [target, setTarget] = useState(last.target ?? "");
	const builder = builders.find((one) => one.target === target) ?? builders[0];
	const capabilities = builder?.devices.length === 0 ? builder.computeCapabilities : [];
	const [capability, setCapability] = useState(last.computeCapability ?? "8.9");
	const [severity, setSeverity] = useState<LogSeverity>(last.severity ?? "info");
	const [level, setLevel] = useState("");
	const dynamic = dynamicInputs(inputs);
	const [texts, setTexts] = useState<Readonly<Record<string, ShapeTexts>>>(() =>
		Object.fromEntries(dynamic.map((input) => [input.name, sameThrice(rememberedShape(input) ?? guessedShape(input))])),
	);
	const [isRange, setRange] = useState(false);
	const ranges = dynamic.map((input) => [input.name, shapeRange(input, texts[input.name] ?? sameThrice(""))] as const);
	const wrong = ranges.map(([, range]) => range).find((range) => typeof range === "string");
	if (!builder) return null;
	const build = () => {
		if (wrong !== undefined) return;
		const computeCapability = capabilities.includes(capability) ? capability : capabilities[0];
		const choice: BuildChoice = {
			target: builder.target ?? builder.backend,
			computeCapability,
			severity,
			shapes: Object.fromEntries(ranges.flatMap(([name, range]) => (typeof range === "string" ? [] : [[name, range]]))),
			optimizationLevel: level === "" ? undefined : Number(level),
		};
		remember("build", { target: choice.target, computeCapability, severity } satisfies Partial<Remembered>);
		for (const { name, dimensionNames } of dynamic)
			remember(shapeKey(name, dimensionNames), { text: texts[name]?.opt });
		closeBuildDialog();
		void startBuild(choice);
	};
	return (
		<form
			className="build-form"
			onSubmit={(event) => {
				event.preventDefault();
				build();
			}}
		>
			<label className="build-field">
				<span>With</span>
				<select className="field" value={builder.target ?? ""} onChange={(event) => setTarget(event.target.value)}>
					{builders.map((one) => (
						<option key={one.target} value={one.target ?? ""}>
							{one.backend === "tensorrt-rtx" ? "TensorRT-RTX" : "TensorRT"} {one.version}
							{one.devices[0] ? ` on ${one.devices[0].name}` : " on the CPU"}
						</option>
					))}
				</select>
			</label>
			{capabilities.length > 0 && (
				<label className="build-field">
					<span>For compute capability</span>
					<select
						className="field"
						value={capabilities.includes(capability) ? capability : capabilities[0]}
						onChange={(event) => setCapability(event.target.value)}
					>
						{capabilities.map((one) => (
							<option key={one}>{one}</option>
						))}
					</select>
				</label>
			)}
			{dynamic.length > 0 && (
				<fieldset className="build-shapes">
					<legend>
						Sizes that the model leaves open
						<label>
							<input type="checkbox" checked={isRange} onChange={(event) => setRange(event.target.checked)} /> from … to
							…
						</label>
					</legend>
					{dynamic.map((input) => (
						<ShapeFields
							key={input.name}
							input={input}
							isRange={isRange}
							texts={texts[input.name] ?? sameThrice("")}
							onChange={(changed) => setTexts({ ...texts, [input.name]: changed })}
						/>
					))}
					<p className={wrong === undefined ? "build-note" : "build-note is-wrong"}>
						{wrong ?? "A guess at first. The engine works for these sizes only."}
					</p>
				</fieldset>
			)}
			<details className="build-more">
				<summary>More</summary>
				<label className="build-field">
					<span>Log</span>
					<select
						className="field"
						value={severity}
						onChange={(event) => setSeverity(event.target.value as LogSeverity)}
					>
						<option value="warning">Warnings</option>
						<option value="info">Information</option>
						<option value="verbose">Verbose: every line</option>
					</select>
				</label>
				<label className="build-field">
					<span>Optimization level</span>
					<select className="field" value={level} onChange={(event) => setLevel(event.target.value)}>
						<option value="">TensorRT's default</option>
						{[0, 1, 2, 3, 4, 5].map((one) => (
							<option key={one}>{one}</option>
						))}
					</select>
				</label>
			</details>
			<div className="dialog-buttons">
				<button type="button" className="button" onClick={closeBuildDialog}>
					Cancel
				</button>
				<button
					type="submit"
					className="button button-primary"
					disabled={wrong !== undefined}
					data-testid="start-build"
				>
					Build
				</button>
			</div>
		</form>
	);
}

interface ShapeFieldsProps {
	readonly input: NetworkInput;
	readonly isRange: boolean;
	readonly texts: ShapeTexts;
	readonly onChange: (texts: ShapeTexts) => void;
}

function ShapeFields({ input, isRange, texts, onChange }: ShapeFieldsProps) {
	const { name, shape, dimensionNames } = input;
	const declared = shape?.map((size, axis) => (size < 0 ? dimensionNames[axis] || "?" : size)).join("×") ?? "any rank";
	return (
		<div className="build-input">
			<span className="build-input-name" title={name}>
				{name} <small>{declared}</small>
			</span>
			{isRange ? (
				(["min", "opt", "max"] as const).map((part) => (
					<input
						key={part}
						className="field mono"
						aria-label={`${name} ${part}`}
						placeholder={part}
						value={texts[part]}
						onChange={(event) => onChange({ ...texts, [part]: event.target.value })}
					/>
				))
			) : (
				<input
					className="field mono"
					aria-label={name}
					value={texts.opt}
					onChange={(event) => onChange(sameThrice(event.target.value))}
				/>
			)}
		</div>
	);
}

function sameThrice(text: string): ShapeTexts {
	return { min: text, opt: text, max: text };
}

function shapeKey(name: string, dimensionNames: readonly string[]): string {
	return `shape:${name}:${dimensionNames.join(",")}`;
}

function rememberedShape({ name, dimensionNames }: NetworkInput): string | undefined {
	return remembered<{ text: string }>(shapeKey(name, dimensionNames)).text;
}
