import type { TensorStatistics } from "../surgeon/description.ts";
import { countText } from "./numbers.ts";

/** Numbers about a tensor's elements, and how they lie. */
export function Statistics({ statistics }: { readonly statistics: TensorStatistics }) {
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
