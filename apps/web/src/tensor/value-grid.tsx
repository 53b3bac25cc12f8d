import type { TensorLiteral } from "@suture/graph";
import { useEffect, useState } from "react";
import { tensors } from "../surgeon/connect.ts";
import { element } from "./numbers-from-text.ts";

interface ValueGridProps {
	readonly name: string;
	/** Another number when the tensor holds something else. */
	readonly revision: number;
	readonly dataType: string;
	readonly dims: readonly number[];
	readonly onChange: (literal: TensorLiteral) => Promise<boolean>;
}

/** The elements of a small tensor as a table whose columns are its last axis, of a vector a few a row; each can be written over. */
export function ValueGrid({ name, revision, dataType, dims, onChange }: ValueGridProps) {
	const [values, setValues] = useState<readonly string[]>();
	// biome-ignore lint/correctness/useExhaustiveDependencies: another revision means other elements.
	useEffect(() => {
		let isCurrent = true;
		tensors.exactValues(name).then((found) => {
			if (isCurrent && !("code" in found)) setValues(found);
		});
		return () => {
			isCurrent = false;
		};
	}, [name, revision]);
	if (!values) return <div className="spinner" />;
	const isVector = dims.length < 2;
	const columns = isVector ? Math.min(vectorColumns, Math.max(1, values.length)) : (dims.at(-1) ?? 1);
	const titleOf = (row: number) =>
		isVector ? (values.length > vectorColumns ? `${row * columns}` : "") : rowTitle(row, dims);
	const keep = async (at: number, text: string) => {
		if (text === values[at] || !isElement(text, dataType)) return;
		const changed = values.with(at, text);
		if (await onChange({ type: dataType, dims, values: changed.map((one) => literalElement(one, dataType)) }))
			setValues(changed);
	};
	return (
		<div className="value-grid-frame">
			<table className="value-grid">
				<tbody>
					{Array.from({ length: Math.ceil(values.length / Math.max(1, columns)) }, (_, row) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a row is its position.
						<tr key={row}>
							<th scope="row">{titleOf(row)}</th>
							{values.slice(row * columns, (row + 1) * columns).map((value, column) => {
								const at = row * columns + column;
								return (
									<td key={at}>
										<Cell
											value={value}
											label={isVector ? String(at) : `${rowTitle(row, dims)}${column}`}
											dataType={dataType}
											onKeep={(text) => keep(at, text)}
										/>
									</td>
								);
							})}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

const vectorColumns = 6;

interface CellProps {
	readonly value: string;
	readonly label: string;
	readonly dataType: string;
	readonly onKeep: (text: string) => Promise<void>;
}

function Cell({ value, label, dataType, onKeep }: CellProps) {
	const [draft, setDraft] = useState<string>();
	const isWrong = draft !== undefined && !isElement(draft, dataType);
	const keep = async () => {
		if (draft !== undefined) await onKeep(draft);
		setDraft(undefined);
	};
	return (
		<input
			className={isWrong ? "is-wrong" : ""}
			value={draft ?? value}
			aria-label={`Element ${label}`}
			aria-invalid={isWrong}
			onChange={(event) => setDraft(event.target.value.trim())}
			onBlur={() => void keep()}
			onKeyDown={(event) => {
				if (event.key === "Enter") void keep();
				if (event.key === "Escape" && draft !== undefined) {
					event.stopPropagation();
					setDraft(undefined);
				}
			}}
		/>
	);
}

/** Where a row is, by all axes but the last: 0,3, */
function rowTitle(row: number, dims: readonly number[]): string {
	const parts: number[] = [];
	let rest = row;
	for (const size of dims.slice(0, -1).toReversed()) {
		parts.unshift(rest % size);
		rest = Math.floor(rest / size);
	}
	return parts.map((part) => `${part},`).join("");
}

function isElement(text: string, dataType: string): boolean {
	const value = element(text);
	if (value === undefined) return false;
	if (dataType === "bool") return typeof value === "boolean" || value === 0 || value === 1;
	return /^u?int/.test(dataType) ? /^[+-]?\d+$/.test(text) : typeof value !== "boolean";
}

/** An element as a literal has it. */
function literalElement(text: string, dataType: string): number | string | boolean {
	if (dataType === "bool") return text === "1" || text === "true";
	return text === "-0" ? text : (element(text) ?? text);
}
