import type { Problem } from "@suture/problems";
import { useState } from "react";
import { ProblemText } from "../shell/problem-text.tsx";
import { tensors } from "../surgeon/connect.ts";
import type { EditPlace, TensorLine, TensorStatistics } from "../surgeon/description.ts";
import { TensorDialog } from "../tensor/tensor-dialog.tsx";
import { bytesText, countText } from "./numbers.ts";
import { Statistics } from "./statistics.tsx";

const pageLength = 1000;

interface TensorViewProps {
	readonly name: string;
	readonly tensor: TensorLine;
	readonly place: EditPlace;
}

/** A tensor: type and shape at once, values and statistics when they are asked for, since they may have to be read first. */
export function TensorView({ name, tensor, place }: TensorViewProps) {
	const [statistics, setStatistics] = useState<TensorStatistics | Problem>();
	const [values, setValues] = useState<readonly string[] | Problem>();
	const [isBusy, setBusy] = useState(false);
	const elements = tensor.dims.reduce((product, size) => product * size, 1);
	const read = async () => {
		setBusy(true);
		try {
			setStatistics(await tensors.statistics(name));
			setValues(await tensors.values(name, 0, pageLength));
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
			<div className="tensor-buttons">
				<TensorDialog name={name} tensor={tensor} place={place}>
					<button type="button" className="button button-small" data-testid="open-contents">
						Contents …
					</button>
				</TensorDialog>
				{!statistics && tensor.dataType !== "string" && elements > 0 && (
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
				)}
			</div>
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
