import type { Problem } from "@suture/problems";
import { useState } from "react";
import { ProblemText } from "../shell/problem-text.tsx";
import { surgeon } from "../surgeon/connect.ts";
import type { TensorLine, TensorStatistics } from "../surgeon/description.ts";
import { bytesText, countText } from "./numbers.ts";

const pageLength = 1000;

/** A tensor: type and shape at once, values and statistics when they are asked for, since they may have to be read first. */
export function TensorView({ name, tensor }: { readonly name: string; readonly tensor: TensorLine }) {
	const [statistics, setStatistics] = useState<TensorStatistics | Problem>();
	const [values, setValues] = useState<readonly string[] | Problem>();
	const [isBusy, setBusy] = useState(false);
	const elements = tensor.dims.reduce((product, size) => product * size, 1);
	const read = async () => {
		setBusy(true);
		try {
			setStatistics(await surgeon.statistics(name));
			setValues(await surgeon.values(name, 0, pageLength));
		} finally {
			setBusy(false);
		}
	};
	const shown = tensor.values ?? (Array.isArray(values) ? values : undefined);
	return (
		<div className="tensor">
			<div>
				{tensor.dataType} {tensor.dims.length === 0 ? "scalar" : `[${tensor.dims.join("×")}]`},{" "}
				{bytesText(tensor.byteLength)}
				{tensor.location !== undefined && ` in ${tensor.location}`}
			</div>
			{!statistics && tensor.dataType !== "string" && elements > 0 && (
				<div>
					<button
						type="button"
						className="button button-small"
						onClick={() => void read()}
						disabled={isBusy}
						data-testid="read-values"
					>
						{isBusy ? <div className="spinner" /> : null}
						{tensor.values ? "Statistics" : "Read the values"}
					</button>
				</div>
			)}
			{statistics &&
				("code" in statistics ? <ProblemText problem={statistics} /> : <Statistics statistics={statistics} />)}
			{shown && (
				<div className="tensor-values" data-testid="tensor-values">
					{shown.join(", ")}
					{elements > shown.length && ` … and ${countText(elements - shown.length)} more`}
				</div>
			)}
		</div>
	);
}

function Statistics({ statistics }: { readonly statistics: TensorStatistics }) {
	const { minimum, maximum, mean, standardDeviation, zeros, nan, infinite, finite, histogram } = statistics;
	const highest = Math.max(...histogram, 1);
	const figures: [string, string][] = [
		["min", figure(minimum)],
		["max", figure(maximum)],
		["mean", figure(mean)],
		["std", figure(standardDeviation)],
		["zeros", `${countText(zeros)} (${((100 * zeros) / Math.max(1, finite)).toFixed(1)} %)`],
		["NaN, ∞", `${countText(nan)}, ${countText(infinite)}`],
	];
	return (
		<>
			<div className="tensor-facts" data-testid="statistics">
				{figures.map(([title, text]) => (
					<div key={title}>
						<span>{title}</span> {text}
					</div>
				))}
			</div>
			<div
				className="histogram"
				role="img"
				aria-label={`How the values lie between ${figure(minimum)} and ${figure(maximum)}`}
			>
				{histogram.map((count, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a bar is its position.
					<i key={i} style={{ height: `${(100 * count) / highest}%` }} title={countText(count)} />
				))}
			</div>
		</>
	);
}

function figure(value: number): string {
	return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : "none";
}
