import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { ProblemText } from "../shell/problem-text.tsx";
import { grafter } from "../surgeon/connect.ts";
import type { PlannedPreprocessing } from "../surgeon/preprocessing.ts";
import { perform } from "../workspace/workspace.ts";
import { freshForm, hasNumbers, type ImageForm, imagesOf, presets } from "./image-form.ts";
import { Segments } from "./segments.tsx";
import "../simplify/simplify-panel.css";

interface PreprocessFormProps {
	readonly input: string;
	readonly onDone: () => void;
}

/** What comes in, and what that makes of the input. */
export default function PreprocessForm({ input, onDone }: PreprocessFormProps) {
	const [form, setForm] = useState<ImageForm>(freshForm);
	const change = (changed: Partial<ImageForm>) => setForm({ ...form, ...changed });
	const read = imagesOf(form);
	const planned = usePlanned(input, form);
	return (
		<form
			className="build-form"
			onSubmit={async (event) => {
				event.preventDefault();
				const edits = planned?.at === "possible" ? planned.edits : undefined;
				if (edits && (await perform(edits, () => ({ kind: "value", value: input })))) onDone();
			}}
		>
			<Row title="Order of sizes">
				<Segments
					label="Order of sizes"
					choices={[
						["NHWC", "NHWC"],
						["NCHW", "NCHW"],
					]}
					is={form.layout}
					set={(layout) => change({ layout })}
				/>
			</Row>
			<Row title="Channels">
				<Segments
					label="Channels"
					choices={[
						["same", "As the model takes them"],
						["reversed", "BGR ⇄ RGB"],
					]}
					is={form.isReversed ? "reversed" : "same"}
					set={(is) => change({ isReversed: is === "reversed" })}
				/>
			</Row>
			<Row title="Elements">
				<Segments
					label="Elements"
					choices={[
						["bytes", "Bytes, uint8"],
						["same", "As the model takes them"],
					]}
					is={form.uint8 ? "bytes" : "same"}
					set={(is) => change({ uint8: is === "bytes" })}
				/>
			</Row>
			<Row title="Numbers">
				<div className="graft-presets">
					{presets.map(({ name, numbers }) => (
						<button
							key={name}
							type="button"
							className="button button-small"
							aria-pressed={hasNumbers(form, numbers)}
							onClick={() => change(numbers)}
						>
							{name}
						</button>
					))}
				</div>
			</Row>
			<div className="graft-numbers">
				<NumberField
					title="× scale"
					is={form.scale}
					isWrong={isWrong(read, "scale")}
					set={(scale) => change({ scale })}
				/>
				<NumberField title="− mean" is={form.mean} isWrong={isWrong(read, "mean")} set={(mean) => change({ mean })} />
				<NumberField
					title="÷ standard deviation"
					is={form.standardDeviation}
					isWrong={isWrong(read, "standardDeviation")}
					set={(standardDeviation) => change({ standardDeviation })}
				/>
			</div>
			<details className="build-more">
				<summary>The order in which the model has them</summary>
				<Segments
					label="The model's order"
					choices={[
						["", "Told by the sizes"],
						["NCHW", "NCHW"],
						["NHWC", "NHWC"],
					]}
					is={form.modelLayout}
					set={(modelLayout) => change({ modelLayout })}
				/>
			</details>
			{planned?.at === "possible" && <Foretold planned={planned} />}
			{planned?.at === "wrong" && <ProblemText problem={planned.problem} />}
			<div className="dialog-buttons">
				<Dialog.Close asChild>
					<button type="button" className="button">
						Cancel
					</button>
				</Dialog.Close>
				<button
					type="submit"
					className="button button-primary"
					disabled={planned?.at !== "possible"}
					data-testid="apply-preprocess"
				>
					Put it in front
				</button>
			</div>
		</form>
	);
}

/** What the form comes to; undefined while it says nothing, or nobody knows. */
function usePlanned(input: string, form: ImageForm): PlannedPreprocessing | undefined {
	const [planned, setPlanned] = useState<PlannedPreprocessing>();
	useEffect(() => {
		const read = imagesOf(form);
		let isCurrent = true;
		if ("wrong" in read) setPlanned(undefined);
		else
			void grafter.preprocessing(input, read.images).then((found) => {
				if (isCurrent) setPlanned(found);
			});
		return () => {
			isCurrent = false;
		};
	}, [input, form]);
	return planned;
}

function Foretold({ planned }: { readonly planned: Extract<PlannedPreprocessing, { at: "possible" }> }) {
	const { from, to, lines } = planned;
	return (
		<div className="graft-foretold" data-testid="preprocess-preview">
			<p>
				{from === to ? `stays ${to}` : `${from} → `}
				{from !== to && <strong>{to}</strong>}
			</p>
			{lines.map((line) => (
				<p key={line} className="graft-line">
					{line}
				</p>
			))}
		</div>
	);
}

function Row({ title, children }: { readonly title: string; readonly children: ReactNode }) {
	return (
		<div className="graft-row">
			<span>{title}</span>
			{children}
		</div>
	);
}

interface NumberFieldProps {
	readonly title: string;
	readonly is: string;
	readonly isWrong: boolean;
	readonly set: (text: string) => void;
}

function NumberField({ title, is, isWrong, set }: NumberFieldProps) {
	return (
		<label>
			<span>{title}</span>
			<input
				className={`field${isWrong ? " is-wrong" : ""}`}
				value={is}
				aria-invalid={isWrong}
				spellCheck={false}
				onChange={({ target }) => set(target.value)}
			/>
		</label>
	);
}

function isWrong(read: ReturnType<typeof imagesOf>, field: "scale" | "mean" | "standardDeviation"): boolean {
	return "wrong" in read && read.wrong === field;
}
