import { Plus } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import type { AttributeTypeName } from "../surgeon/attribute-field.ts";
import type { NodeDescription } from "../surgeon/description.ts";
import { perform } from "../workspace/workspace.ts";
import { writableTypes, writtenAttribute } from "./attribute-draft.ts";

/** Gives a node an attribute by name, type and value: what its operator does not know, or an operator that nobody knows. */
export function AddAttribute({ node }: { readonly node: NodeDescription }) {
	const [isOpen, setOpen] = useState(false);
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>
				<button type="button" className="row-button is-shown" aria-label="Add an attribute" data-testid="add-attribute">
					<Plus size={13} />
				</button>
			</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content className="form" align="end" sideOffset={4} collisionPadding={8} aria-label="Add an attribute">
					<Form node={node} onDone={() => setOpen(false)} />
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}

function Form({ node, onDone }: { readonly node: NodeDescription; readonly onDone: () => void }) {
	const [name, setName] = useState("");
	const [type, setType] = useState<AttributeTypeName>("INT");
	const [value, setValue] = useState("");
	const written = writtenAttribute(name, type, value);
	const reason = name === "" ? "Its name." : "reason" in written ? written.reason : "";
	return (
		<form
			className="form-rows"
			onSubmit={async (event) => {
				event.preventDefault();
				if (reason !== "" || "reason" in written) return;
				const edit = { do: "set-attribute", node: node.address, attribute: written.text, ...node.place } as const;
				if (await perform([edit])) onDone();
			}}
		>
			<label>
				Name
				<input className="field" value={name} onChange={(event) => setName(event.target.value)} spellCheck={false} />
			</label>
			<label>
				Type
				<select
					className="field"
					value={type}
					onChange={(event) => setType(event.target.value as AttributeTypeName)} // its options are such names
				>
					{writableTypes.map((one) => (
						<option key={one} value={one}>
							{one.toLowerCase()}
						</option>
					))}
				</select>
			</label>
			<label>
				Value
				<input className="field" value={value} onChange={(event) => setValue(event.target.value)} spellCheck={false} />
			</label>
			<div className="form-end">
				<span className="draft-said">{reason}</span>
				<button type="submit" className="button button-small button-primary" disabled={reason !== ""}>
					Add
				</button>
			</div>
		</form>
	);
}
