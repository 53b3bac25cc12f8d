import type { TensorLiteral } from "@suture/graph";
import { Popover } from "radix-ui";
import { type ReactNode, useState } from "react";
import type { ValueDescription } from "../surgeon/description.ts";
import { perform } from "../workspace/workspace.ts";
import { constantLiteral } from "./constant-literal.ts";

/** Makes a value a constant: its whole shape filled with one number, or elements that are written out. */
export function MakeConstant({ value, children }: { readonly value: ValueDescription; readonly children: ReactNode }) {
	const [isOpen, setOpen] = useState(false);
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>{children}</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content
					className="form"
					align="start"
					sideOffset={4}
					collisionPadding={8}
					aria-label="Make it constant"
				>
					<Form value={value} onDone={() => setOpen(false)} />
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}

/** As many elements as a recipe can hold written out and still be read. */
const mostElements = 65_536;

function Form({ value, onDone }: { readonly value: ValueDescription; readonly onDone: () => void }) {
	const [text, setText] = useState("0");
	const { dims, name, place } = value;
	const type = /^[a-z]\w*/.exec(value.typeDraft)?.[0];
	const tensor = constantTensor(text, type, dims);
	return (
		<form
			className="form-rows"
			onSubmit={async (event) => {
				event.preventDefault();
				if ("reason" in tensor) return;
				if (await perform([{ do: "make-constant", value: name, tensor, ...place }])) onDone();
			}}
		>
			<label>
				Elements
				<input className="field" value={text} onChange={(event) => setText(event.target.value)} spellCheck={false} />
			</label>
			<div className="form-end">
				<span className="draft-said">
					{"reason" in tensor
						? tensor.reason
						: `${"type" in tensor ? tensor.type : ""}[${"dims" in tensor ? tensor.dims.join(",") : ""}]`}
				</span>
				<button type="submit" className="button button-small button-primary" disabled={"reason" in tensor}>
					Make it constant
				</button>
			</div>
		</form>
	);
}

/** One number fills the shape that is known; a list or a tensor as ONNX writes it says all itself. */
export function constantTensor(
	text: string,
	type: string | undefined,
	dims: readonly number[] | undefined,
): TensorLiteral | { readonly reason: string } {
	const literal = constantLiteral(text, type);
	if (!literal) return { reason: "A number, a list [1, 2], or float[2] {1, 2}." };
	const [, element = "", written] = /^(\w+)(?:\[([\d,]*)\])?$/.exec(literal.type) ?? [];
	const values = literal.elements === "" ? [] : literal.elements.split(/\s*,\s*/).map(elementOf(element));
	const ownDims = written === undefined ? [] : written.split(",").filter(Boolean).map(Number);
	if (written !== undefined || values.length !== 1) {
		const count = ownDims.reduce((product, size) => product * size, 1);
		if (count !== values.length) return { reason: `${count} elements are needed, and ${values.length} are there.` };
		return { type: element, dims: ownDims, values };
	}
	if (dims === undefined) return { reason: "Its sizes are not all known: write it as float[2] {1, 2}." };
	const count = dims.reduce((product, size) => product * size, 1);
	if (count > mostElements) return { reason: `${count} elements are too many to write out: load a file instead.` };
	return { type: element, dims, values: Array.from({ length: count }, () => values[0] ?? 0) };
}

function elementOf(type: string): (text: string) => number | string | boolean {
	return (text) => {
		if (type === "bool") return text === "1" || text === "true";
		const value = Number(text);
		return Number.isSafeInteger(value) || !/^-?\d+$/.test(text) ? value : text;
	};
}
