import type { NodeId } from "@suture/graph";
import { Command } from "cmdk";
import { Popover } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { planner } from "../surgeon/connect.ts";
import type { Candidates } from "../surgeon/connectable.ts";
import { type ConstantLiteral, constantLiteral } from "./constant-literal.ts";
import "./value-picker.css";

/** What was chosen: a value there is, or a constant to be made. */
export type Picked = { readonly value: string } | { readonly literal: ConstantLiteral };

interface ValuePickerProps {
	readonly node: NodeId;
	readonly input: number;
	readonly title: string;
	/** The type that a constant written here gets, where its digits leave it open. */
	readonly element: string | undefined;
	readonly onPick: (picked: Picked) => void;
	/** The button that opens it. */
	readonly children: ReactNode;
}

/** Chooses what an input is connected to: values with their types, those that can't be taken with why, or a constant that is
 *  written here. */
export function ValuePicker({ node, input, title, element, onPick, children }: ValuePickerProps) {
	const [isOpen, setOpen] = useState(false);
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>{children}</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content className="picker" align="end" sideOffset={4} collisionPadding={8} aria-label={title}>
					<Choices
						node={node}
						input={input}
						title={title}
						element={element}
						onPick={(picked) => {
							setOpen(false);
							onPick(picked);
						}}
					/>
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}

function Choices({ node, input, title, element, onPick }: Omit<ValuePickerProps, "children">) {
	const [question, setQuestion] = useState("");
	const [answer, setAnswer] = useState<Candidates>();
	useEffect(() => {
		let isCurrent = true;
		planner.candidates(node, input, question).then((found) => {
			if (isCurrent) setAnswer(found);
		});
		return () => {
			isCurrent = false;
		};
	}, [node, input, question]);
	const literal = constantLiteral(question, element);
	return (
		<Command shouldFilter={false} loop label={title}>
			<Command.Input
				className="picker-input"
				placeholder="A value's name or type, or a constant: [1, 2]"
				value={question}
				onValueChange={setQuestion}
			/>
			<Command.List className="picker-list">
				{literal && (
					<Command.Item className="picker-item" value="literal" onSelect={() => onPick({ literal })}>
						<span className="picker-name">A new constant</span>
						<span className="picker-type">
							{literal.type} {`{${literal.elements}}`}
						</span>
					</Command.Item>
				)}
				{answer?.shown.map(({ value, type, from, refusal }) => (
					<Command.Item
						className="picker-item"
						key={value}
						value={value}
						disabled={refusal !== ""}
						onSelect={() => onPick({ value })}
					>
						<span className="picker-name">{value}</span>
						<span className="picker-type">{type}</span>
						<span className="picker-from">{refusal === "" ? from : refusal}</span>
					</Command.Item>
				))}
				{answer && answer.found === 0 && !literal && <p className="picker-none">No value is called so.</p>}
				{answer && answer.found > answer.shown.length && (
					<p className="picker-none">and {answer.found - answer.shown.length} more: write more of the name</p>
				)}
			</Command.List>
		</Command>
	);
}
