import { useState } from "react";
import type { NewNode } from "../surgeon/new-node.ts";

interface CustomOperatorProps {
	readonly name: string;
	readonly onBack: () => void;
	readonly onMade: (made: NewNode) => void;
}

/** An operator that nobody knows: its name, its domain, how many outputs it has. Its inputs and attributes are given in the
 *  node's details, once it is there. */
export function CustomOperator({ name, onBack, onMade }: CustomOperatorProps) {
	const [operator, setOperator] = useState(name);
	const [domain, setDomain] = useState("");
	const [outputs, setOutputs] = useState("1");
	const isCount = /^\d{1,3}$/.test(outputs) && Number(outputs) > 0;
	return (
		<form
			className="palette-form form-rows"
			onSubmit={(event) => {
				event.preventDefault();
				if (operator !== "" && isCount) onMade({ operator, domain, outputs: Number(outputs) });
			}}
		>
			<label>
				Operator
				<input
					className="field"
					value={operator}
					onChange={(event) => setOperator(event.target.value)}
					// biome-ignore lint/a11y/noAutofocus: it appears because the person asked to write here.
					autoFocus
					spellCheck={false}
				/>
			</label>
			<label>
				Domain
				<input
					className="field"
					value={domain}
					placeholder="ai.onnx; empty for plugins of TensorRT"
					onChange={(event) => setDomain(event.target.value)}
					spellCheck={false}
				/>
			</label>
			<label>
				Outputs
				<input
					className="field"
					value={outputs}
					inputMode="numeric"
					aria-invalid={!isCount}
					onChange={(event) => setOutputs(event.target.value)}
				/>
			</label>
			<div className="form-end">
				<button type="button" className="button button-small" onClick={onBack}>
					Back
				</button>
				<button type="submit" className="button button-small button-primary" disabled={operator === "" || !isCount}>
					Add
				</button>
			</div>
		</form>
	);
}
