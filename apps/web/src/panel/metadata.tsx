import { X } from "lucide-react";
import { useState } from "react";
import { perform } from "../workspace/workspace.ts";
import { Draft } from "./draft.tsx";
import { Section } from "./section.tsx";
import "./form.css";

/** The model's own notes: a name and a text each. */
export function Metadata({ entries }: { readonly entries: readonly (readonly [string, string])[] }) {
	const [key, setKey] = useState("");
	const isTaken = entries.some(([known]) => known === key);
	return (
		<Section title="Metadata">
			<div className="attributes">
				{entries.map(([name, value]) => (
					<div className="attribute" key={name}>
						<span className="attribute-name">{name}</span>
						<Draft
							value={value}
							label={`Metadata ${name}`}
							meant={(text) => ({ edits: [{ do: "set-metadata", key: name, value: text }] })}
						/>
						<button
							type="button"
							className="row-button"
							aria-label={`Remove ${name}`}
							onClick={() => void perform([{ do: "set-metadata", key: name }])}
						>
							<X size={12} />
						</button>
					</div>
				))}
				<div className="attribute">
					<input
						className="draft-field is-faint"
						value={key}
						placeholder="a new name"
						aria-label="Name of new metadata"
						onChange={(event) => setKey(event.target.value)}
					/>
					<Draft
						value=""
						label="Text of new metadata"
						placeholder="its text"
						isFaint
						meant={(value) =>
							key === "" || isTaken
								? { reason: key === "" ? "Its name first." : "There is one of that name." }
								: { edits: [{ do: "set-metadata", key, value }] }
						}
						onKeep={async (edits) => {
							const isDone = await perform(edits);
							if (isDone) setKey("");
							return isDone;
						}}
					/>
				</div>
			</div>
		</Section>
	);
}
