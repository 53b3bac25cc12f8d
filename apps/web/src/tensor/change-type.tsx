import type { TensorLiteral } from "@suture/graph";
import type { Problem } from "@suture/problems";
import { useState } from "react";
import { tensors } from "../surgeon/connect.ts";
import type { ConversionLoss } from "../surgeon/tensor-conversion.ts";
import { numberTypes } from "./number-types.ts";

interface ChangeTypeProps {
	readonly name: string;
	readonly from: string;
	readonly onChange: (literal: TensorLiteral) => Promise<boolean>;
}

type Tried = { readonly type: string; readonly literal: TensorLiteral; readonly loss: ConversionLoss };

/** Changes the type of a tensor's elements, once it has said what that loses. */
export function ChangeType({ name, from, onChange }: ChangeTypeProps) {
	const [tried, setTried] = useState<Tried | Problem>();
	return (
		<>
			<select
				className="draft-field tensor-type"
				value={tried && "type" in tried ? tried.type : from}
				aria-label="Type of the elements"
				onChange={async (event) => {
					const type = event.target.value;
					if (type === from) return setTried(undefined);
					const found = await tensors.converted(name, type);
					setTried("code" in found ? found : { type, ...found });
				}}
			>
				{!numberTypes.includes(from) && <option value={from}>{from}</option>}
				{numberTypes.map((type) => (
					<option key={type} value={type}>
						{type}
					</option>
				))}
			</select>
			{tried && "code" in tried && <p className="draft-said is-error">{tried.sentence}</p>}
			{tried && "type" in tried && (
				<div className="tensor-loss" data-testid="loss">
					<p>{lossText(tried.loss)}</p>
					<button
						type="button"
						className="button button-small button-primary"
						onClick={() => void onChange(tried.literal)}
					>
						Change to {tried.type}
					</button>
				</div>
			)}
		</>
	);
}

function lossText({
	elements,
	changed,
	overflowed,
	zeroed,
	maxAbsoluteError,
	maxRelativeError,
}: ConversionLoss): string {
	if (changed === 0) return "Nothing is lost: every element stays what it is.";
	const parts = [`${changed.toLocaleString("en-US")} of ${elements.toLocaleString("en-US")} elements change`];
	if (overflowed > 0) parts.push(`${overflowed.toLocaleString("en-US")} are too large for it`);
	if (zeroed > 0) parts.push(`${zeroed.toLocaleString("en-US")} become 0`);
	const error = `by ${figure(maxAbsoluteError)} at most, relative ${figure(maxRelativeError)}`;
	return `${parts.join("; ")}; ${error}.`;
}

function figure(value: number): string {
	return String(Number(value.toPrecision(3)));
}
