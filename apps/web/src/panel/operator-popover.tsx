import { Popover } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { planner } from "../surgeon/connect.ts";
import type { OperatorLine } from "../surgeon/operator-list.ts";

interface OperatorPopoverProps {
	readonly title: string;
	/** On the button that does it. */
	readonly button: string;
	/** The domain that is proposed. */
	readonly domain: string;
	/** A choice besides, off at first. */
	readonly choice?: string;
	/** Gives whether it was possible. */
	readonly onDone: (operator: string, domain: string, isChosen: boolean) => Promise<boolean>;
	/** The button that opens it. */
	readonly children: ReactNode;
}

/** Asks for an operator and its domain. */
export function OperatorPopover({ children, title, ...rest }: OperatorPopoverProps) {
	const [isOpen, setOpen] = useState(false);
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>{children}</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content className="form" align="start" sideOffset={4} collisionPadding={8} aria-label={title}>
					<Form {...rest} onClose={() => setOpen(false)} />
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}

function Form({
	button,
	domain: proposed,
	choice,
	onDone,
	onClose,
}: Omit<OperatorPopoverProps, "children" | "title"> & { readonly onClose: () => void }) {
	const [operator, setOperator] = useState("");
	const [domain, setDomain] = useState(proposed);
	const [isChosen, setChosen] = useState(false);
	const known = useOperators();
	return (
		<form
			className="form-rows"
			onSubmit={async (event) => {
				event.preventDefault();
				if (await onDone(operator, domain, isChosen)) onClose();
			}}
		>
			<label>
				Name
				<input
					className="field"
					list="known-operators"
					value={operator}
					onChange={(event) => {
						const { value } = event.target;
						setOperator(value);
						const found = known.find((one) => one.operator === value);
						if (found && proposed === "") setDomain(found.domain);
					}}
					spellCheck={false}
				/>
				<datalist id="known-operators">
					{[...new Set(known.map((one) => one.operator))].map((name) => (
						<option key={name} value={name} />
					))}
				</datalist>
			</label>
			<label>
				Domain
				<input
					className="field"
					placeholder="ai.onnx, or a plugin of TensorRT"
					value={domain}
					onChange={(event) => setDomain(event.target.value)}
					spellCheck={false}
				/>
			</label>
			{choice !== undefined && (
				<label className="form-choice">
					<input type="checkbox" checked={isChosen} onChange={(event) => setChosen(event.target.checked)} /> {choice}
				</label>
			)}
			<div className="form-end">
				<button type="submit" className="button button-small button-primary" disabled={operator === ""}>
					{button}
				</button>
			</div>
		</form>
	);
}

/** Every operator that the model can use. */
export function useOperators(): readonly OperatorLine[] {
	const [known, setKnown] = useState<readonly OperatorLine[]>([]);
	useEffect(() => {
		void planner.operators().then(setKnown);
	}, []);
	return known;
}
