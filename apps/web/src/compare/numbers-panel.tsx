import { FileUp, X } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { scientific, sizesText } from "../simplify/proof-view.tsx";
import { Working } from "../simplify/working.tsx";
import type { Measure, Measured, MeasuredValue } from "../surgeon/measured.ts";
import { goToNodes } from "./compare-store.ts";
import { byError, errorColor, scaleEnds, scaleGradient } from "./error-scale.ts";
import { giveInputs, numbers, run, showMeasure, stopRun } from "./numbers-store.ts";
import { OpenSizes, sizesFrom } from "./open-sizes.tsx";
import "./numbers.css";

/** Both versions run on the same inputs: what to run, and how far apart each tensor is. */
export function NumbersPanel() {
	const phase = useStore(numbers, (one) => one.phase);
	return (
		<div className="numbers" data-testid="numbers" data-state={phase.at}>
			{phase.at === "running" ? (
				<Working
					text={
						phase.all === 0
							? "Running both"
							: `${phase.done.toLocaleString("en")} of ${phase.all.toLocaleString("en")} tensors`
					}
					onStop={stopRun}
				/>
			) : (
				<RunForm />
			)}
			{phase.at === "measured" && <Result measured={phase.measured} />}
		</div>
	);
}

function RunForm() {
	const wish = useStore(numbers, (one) => one.wish);
	const given = useStore(numbers, (one) => one.given);
	const [seed, setSeed] = useState(String(wish.seed));
	const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() =>
		Object.fromEntries(Object.entries(wish.sizes).map(([name, dims]) => [name, dims.join("x")])),
	);
	const sizes = sizesFrom(texts);
	return (
		<form
			className="numbers-form"
			onSubmit={(event) => {
				event.preventDefault();
				if (sizes) void run({ ...wish, sizes, seed: Math.trunc(Number(seed)) || 1 });
			}}
		>
			<div className="segments" role="radiogroup" aria-label="What to compare">
				{(["outputs", "all"] as const).map((which) => (
					<button
						key={which}
						type="button"
						role="radio"
						aria-checked={wish.which === which}
						onClick={() => numbers.setState({ wish: { ...wish, which } })}
					>
						{which === "outputs" ? "Outputs" : "Every tensor"}
					</button>
				))}
			</div>
			{given.map(({ file, input, text }, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name.
				<p key={i} className={`numbers-given${input === undefined ? " is-refused" : ""}`}>
					<strong>{file}</strong> {input === undefined ? `can't be taken: ${text}` : `is ${input}: ${text}`}
				</p>
			))}
			<OpenSizes texts={texts} onTexts={setTexts} />
			{sizes === undefined && (
				<p className="numbers-given is-refused">Write sizes as 1x3x512x512, one for each axis.</p>
			)}
			<div className="numbers-row">
				<label>
					Seed
					<input
						className="field mono"
						inputMode="numeric"
						value={seed}
						onChange={(event) => setSeed(event.target.value)}
					/>
				</label>
				<button
					type="button"
					className="button"
					onClick={chooseInputs}
					title=".npy, .npz or images, named like the inputs"
				>
					<FileUp size={14} /> Inputs …
				</button>
				{given.length > 0 && (
					<button
						type="button"
						className="button button-quiet button-icon"
						aria-label="Random inputs again"
						onClick={() => void giveInputs([])}
					>
						<X size={14} />
					</button>
				)}
				<button
					type="submit"
					className="button button-primary"
					disabled={sizes === undefined}
					data-testid="run-numbers"
				>
					Run both
				</button>
			</div>
		</form>
	);
}

function chooseInputs(): void {
	const input = document.createElement("input");
	input.type = "file";
	input.multiple = true;
	input.accept = ".npy,.npz,image/*";
	input.onchange = () => void giveInputs([...(input.files ?? [])]);
	input.click();
}

const measures: readonly { readonly measure: Measure; readonly title: string; readonly about: string }[] = [
	{ measure: "relative", title: "Relative", about: "The largest error, as a part of the largest magnitude before" },
	{ measure: "absolute", title: "Absolute", about: "The largest error of one element" },
	{ measure: "cosine", title: "Cosine", about: "1 - the cosine between both as vectors" },
];

function Result({ measured }: { readonly measured: Measured }) {
	const measure = useStore(numbers, (one) => one.measure);
	const { values, leftOut, sizes, reason, seconds } = measured;
	if (values.length === 0) {
		return (
			<p className="numbers-verdict is-open">
				Nothing could be compared: {reason ?? leftOut[0]?.reason ?? "no values"}
			</p>
		);
	}
	const apart = values.filter(({ ok }) => !ok).length;
	return (
		<>
			<p
				className={`numbers-verdict is-${apart > 0 ? "bad" : leftOut.length > 0 ? "open" : "ok"}`}
				data-testid="numbers-verdict"
			>
				<strong>{verdictOf(values.length, apart, leftOut.length)}</strong>{" "}
				{apart === 0 && `${count(values.length)} ${values.length === 1 ? "tensor agrees" : "tensors agree"}. `}
				<small>
					{sizesText(sizes)} · {seconds.toFixed(1)} s
				</small>
			</p>
			<div className="segments" role="radiogroup" aria-label="Which error">
				{measures.map(({ measure: one, title, about }) => (
					<button
						key={one}
						type="button"
						role="radio"
						title={about}
						aria-checked={measure === one}
						onClick={() => showMeasure(one)}
					>
						{title}
					</button>
				))}
			</div>
			<Legend measure={measure} />
			<Values values={values} measure={measure} />
			{leftOut.length > 0 && (
				<details className="numbers-left-out">
					<summary>{count(leftOut.length)} left out</summary>
					{leftOut.slice(0, 100).map(({ name, reason: why }) => (
						<p key={name}>
							<strong>{name}</strong> {why}
						</p>
					))}
				</details>
			)}
		</>
	);
}

function verdictOf(all: number, apart: number, leftOut: number): string {
	if (apart > 0) return `${count(apart)} of ${count(all)} differ.`;
	return leftOut === 0 ? "The numbers hold." : "What could be compared holds.";
}

function count(n: number): string {
	return n.toLocaleString("en");
}

function Legend({ measure }: { readonly measure: Measure }) {
	const [least, most] = scaleEnds[measure];
	return (
		<div
			className="numbers-legend"
			role="img"
			aria-label={`Colours from 10 to the power of ${least} to 10 to the power of ${most}`}
		>
			<span>≤ 1e{least}</span>
			<span className="numbers-scale" style={{ background: scaleGradient }} />
			<span>≥ {10 ** most}</span>
		</div>
	);
}

/** More values are shown on request. */
const shownAtOnce = 200;

function Values({ values, measure }: { readonly values: readonly MeasuredValue[]; readonly measure: Measure }) {
	const [shown, setShown] = useState(shownAtOnce);
	const sorted = byError(values, measure);
	return (
		<ol className="numbers-values" data-testid="numbers-values">
			{sorted.slice(0, shown).map((value) => (
				<Value key={value.names.before} value={value} measure={measure} />
			))}
			{sorted.length > shown && (
				<li>
					<button type="button" className="numbers-value numbers-more" onClick={() => setShown(shown * 4)}>
						{count(sorted.length - shown)} more
					</button>
				</li>
			)}
		</ol>
	);
}

function Value({ value, measure }: { readonly value: MeasuredValue; readonly measure: Measure }) {
	const { names, nodes, type, dims, errors, reason } = value;
	const error = reason === undefined ? errors[measure] : Number.POSITIVE_INFINITY;
	return (
		<li>
			<button type="button" className="numbers-value" onClick={() => void goToNodes(nodes)} title={titleOf(value)}>
				<i style={{ background: errorColor(error, measure) }} />
				<span className="numbers-name">
					{names.before}
					{names.after !== names.before && ` → ${names.after}`}
					<small>{reason ?? `${type} ${dims.join("×")}`}</small>
				</span>
				<span className="numbers-error">{reason === undefined ? errorText(error) : "—"}</span>
			</button>
		</li>
	);
}

function titleOf({ errors, reason }: MeasuredValue): string {
	if (reason !== undefined) return reason;
	return `absolute ${errorText(errors.absolute)}, relative ${errorText(errors.relative)}, cosine ${errorText(errors.cosine)}`;
}

/** Two digits; powers of ten for what is small or very large. */
function errorText(error: number): string {
	return error >= 0.01 && error < 10_000 ? String(Number(error.toPrecision(2))) : scientific(error);
}
