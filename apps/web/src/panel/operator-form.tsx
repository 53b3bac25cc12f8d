import type { Edit } from "@suture/graph";
import { Pencil } from "lucide-react";
import { Popover } from "radix-ui";
import { useEffect, useMemo, useState } from "react";
import { surgeon } from "../surgeon/connect.ts";
import type { NodeDescription } from "../surgeon/description.ts";
import type { Preview } from "../surgeon/preview.ts";
import { perform } from "../workspace/workspace.ts";
import { Said } from "./draft.tsx";
import { useOperators } from "./operator-popover.tsx";

/** Makes a node one of another operator or domain; inputs, outputs and attributes stay, and what no longer fits is said. */
export function OperatorForm({ node }: { readonly node: NodeDescription }) {
	const [isOpen, setOpen] = useState(false);
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>
				<button type="button" className="row-button" aria-label="Change the operator" title="Change the operator">
					<Pencil size={12} />
				</button>
			</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content className="form" align="start" sideOffset={4} collisionPadding={8} aria-label="The operator">
					<Form node={node} onDone={() => setOpen(false)} />
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}

function Form({ node, onDone }: { readonly node: NodeDescription; readonly onDone: () => void }) {
	const [operator, setOperator] = useState(node.operator);
	const [domain, setDomain] = useState(node.domain);
	const known = useOperators();
	const [preview, setPreview] = useState<Preview>();
	const isChanged = operator !== node.operator || domain !== node.domain;
	const edit = useMemo(
		(): Edit => ({ do: "set-operator", node: node.address, opType: operator, domain, ...node.place }),
		[node, operator, domain],
	);
	useEffect(() => {
		setPreview(undefined);
		if (!isChanged || operator === "") return;
		let isCurrent = true;
		void surgeon.preview([edit]).then((found) => {
			if (isCurrent) setPreview(found);
		});
		return () => {
			isCurrent = false;
		};
	}, [edit, isChanged, operator]);
	const names = [...new Set(known.map((one) => one.operator))];
	const domains = [...new Set(known.map((one) => one.domain))].filter((one) => one !== "");
	return (
		<form
			className="form-rows"
			onSubmit={async (event) => {
				event.preventDefault();
				if (await perform([edit])) onDone();
			}}
		>
			<label>
				Operator
				<input
					className="field"
					list="operator-names"
					value={operator}
					onChange={(event) => setOperator(event.target.value)}
					spellCheck={false}
				/>
				<datalist id="operator-names">
					{names.map((name) => (
						<option key={name} value={name} />
					))}
				</datalist>
			</label>
			<label>
				Domain
				<input
					className="field"
					list="operator-domains"
					placeholder="ai.onnx"
					value={domain}
					onChange={(event) => setDomain(event.target.value)}
					spellCheck={false}
				/>
				<datalist id="operator-domains">
					{domains.map((name) => (
						<option key={name} value={name} />
					))}
				</datalist>
			</label>
			{preview && <Said preview={preview} />}
			<div className="form-end">
				<button
					type="submit"
					className="button button-small button-primary"
					disabled={!isChanged || operator === "" || (preview?.refused.length ?? 0) > 0}
				>
					Change
				</button>
			</div>
		</form>
	);
}
