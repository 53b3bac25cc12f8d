import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import { type CSSProperties, useState } from "react";
import { CustomOperator } from "./custom-operator.tsx";
import { addNode, closePalette, usePalette } from "./palette-store.ts";
import "./palette.css";

/** All operators that the model can use, to be found by name and put where the selection says. */
export function Palette() {
	const isOpen = usePalette((one) => one.isOpen);
	return (
		<Dialog.Root open={isOpen} onOpenChange={(now) => now || closePalette()}>
			<Dialog.Portal>
				<Dialog.Overlay className="palette-shade" />
				<Dialog.Content className="palette" aria-describedby={undefined} data-testid="palette">
					<Dialog.Title className="visually-hidden">Add a node</Dialog.Title>
					{isOpen && <Choices />}
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

function Choices() {
	const operators = usePalette((one) => one.operators);
	const places = usePalette((one) => one.places);
	const [question, setQuestion] = useState("");
	const [place, setPlace] = useState(0);
	const [isCustom, setCustom] = useState(false);
	const at = places[place]?.at ?? { on: "nothing" };
	if (isCustom)
		return <CustomOperator name={question} onBack={() => setCustom(false)} onMade={(made) => void addNode(made, at)} />;
	return (
		<Command loop label="Operators" filter={rank}>
			<Command.Input
				className="palette-input"
				placeholder="Add a node: Conv, Cast, EfficientNMS …"
				value={question}
				onValueChange={setQuestion}
			/>
			<Command.List className="palette-list">
				{operators.map((line) => (
					<Command.Item
						className="palette-item"
						key={`${line.domain}:${line.operator}:${line.origin}`}
						value={`${line.operator} ${line.origin}`}
						onSelect={() => void addNode({ operator: line.operator, domain: line.domain }, at)}
						style={{ "--op": `var(--op-${line.category})` } as CSSProperties}
					>
						<span className="details-swatch" />
						<span className="palette-name">{line.operator}</span>
						<span className="palette-signature">{line.signature}</span>
						<span className="palette-origin">{line.origin}</span>
					</Command.Item>
				))}
				<Command.Item
					className="palette-item"
					value="custom operator"
					forceMount
					data-testid="custom-operator"
					onSelect={() => setCustom(true)}
				>
					<span className="details-swatch palette-custom" />
					<span className="palette-name">Custom operator …</span>
					<span className="palette-signature">of any domain</span>
				</Command.Item>
			</Command.List>
			<label className="palette-place">
				It comes
				<select className="draft-field" value={place} onChange={(event) => setPlace(Number(event.target.value))}>
					{places.map(({ title }, i) => (
						<option key={title} value={i}>
							{title}
						</option>
					))}
				</select>
			</label>
		</Command>
	);
}

/** Names that begin so, then names that contain it, then those whose capitals or words are meant: LN, efficient nms. */
function rank(item: string, question: string): number {
	const name = item.toLowerCase();
	const wanted = question.trim().toLowerCase();
	const operator = name.split(" ", 1)[0] ?? "";
	if (operator === wanted) return 1;
	if (name.startsWith(wanted)) return 0.9;
	if (operator.includes(wanted)) return 0.6;
	const capitals =
		item
			.split(" ", 1)[0]
			?.replace(/[^A-Z0-9]/g, "")
			.toLowerCase() ?? "";
	if (wanted.length > 1 && capitals.startsWith(wanted)) return 0.5;
	return wanted.split(/\s+/).every((word) => name.includes(word)) ? 0.3 : 0;
}
