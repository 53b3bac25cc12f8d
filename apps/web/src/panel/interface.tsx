import type { Edit } from "@suture/graph";
import { ArrowDown, ArrowUp, Images, Plus, X } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { PreprocessDialog } from "../graft/preprocess-dialog.tsx";
import type { ValueLine } from "../surgeon/description.ts";
import { perform, select } from "../workspace/workspace.ts";
import { Section } from "./section.tsx";
import { TypeDraft } from "./type-draft.tsx";
import "./form.css";

interface InterfaceProps {
	readonly side: "input" | "output";
	readonly values: readonly ValueLine[];
}

/** The model's inputs or outputs, in their order, which can be changed, as can their types. */
export function Interface({ side, values }: InterfaceProps) {
	return (
		<Section title={side === "input" ? "Inputs" : "Outputs"} aside={side === "input" && <AddInput />}>
			{values.map(({ name, declared }, i) => (
				<div className="value-row" key={name} data-testid={`${side}-row-${i}`}>
					<button type="button" className="port-name" onClick={() => select({ kind: "value", value: name })}>
						{name}
					</button>
					<span className="port-buttons">
						{side === "input" && (
							<PreprocessDialog input={name}>
								<button type="button" className="row-button" aria-label={`Put pre-processing in front of ${name}`}>
									<Images size={12} />
								</button>
							</PreprocessDialog>
						)}
						{i > 0 && <Move edit={{ do: `move-${side}`, value: name, position: i - 1 }} isUp value={name} />}
						{i < values.length - 1 && <Move edit={{ do: `move-${side}`, value: name, position: i + 1 }} value={name} />}
						<button
							type="button"
							className="row-button"
							aria-label={side === "input" ? `Remove the input ${name}` : `Take ${name} off the outputs`}
							onClick={() => void perform([{ do: `remove-${side}`, value: name }])}
						>
							<X size={12} />
						</button>
					</span>
					<div className="value-row-type">
						<TypeDraft value={name} type={declared} isDeclared place={{}} />
					</div>
				</div>
			))}
		</Section>
	);
}

interface MoveProps {
	readonly edit: Edit;
	readonly isUp?: boolean;
	readonly value: string;
}

function Move({ edit, isUp = false, value }: MoveProps) {
	return (
		<button
			type="button"
			className="row-button"
			aria-label={`Move ${value} ${isUp ? "up" : "down"}`}
			onClick={() => void perform([edit])}
		>
			{isUp ? <ArrowUp size={12} /> : <ArrowDown size={12} />}
		</button>
	);
}

function AddInput() {
	const [isOpen, setOpen] = useState(false);
	const [name, setName] = useState("");
	const [type, setType] = useState("float[1]");
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>
				<button type="button" className="row-button is-shown" aria-label="Add an input">
					<Plus size={13} />
				</button>
			</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content className="form" align="end" sideOffset={4} collisionPadding={8} aria-label="Add an input">
					<form
						className="form-rows"
						onSubmit={async (event) => {
							event.preventDefault();
							if (await perform([{ do: "add-input", value: name, type }])) setOpen(false);
						}}
					>
						<label>
							Name
							<input
								className="field"
								value={name}
								onChange={(event) => setName(event.target.value)}
								spellCheck={false}
							/>
						</label>
						<label>
							Type
							<input
								className="field"
								value={type}
								onChange={(event) => setType(event.target.value)}
								spellCheck={false}
							/>
						</label>
						<div className="form-end">
							<button type="submit" className="button button-small button-primary" disabled={name === ""}>
								Add
							</button>
						</div>
					</form>
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}
