import { LogOut, Scissors } from "lucide-react";
import { useState } from "react";
import { showDoomed } from "../build/build-store.ts";
import { CutPreview } from "../build/problem-card.tsx";
import { surgeon } from "../surgeon/connect.ts";
import type { Cut } from "../surgeon/cut.ts";
import { perform, select } from "../workspace/workspace.ts";
import { Rename } from "./rename.tsx";
import { Section } from "./section.tsx";
import { TensorView } from "./tensor-view.tsx";
import { useDescribed } from "./use-described.ts";
import { NodeLink, PickButton } from "./value-name.tsx";

/** A value: what it is, where it comes from and goes, and whether the network shall end at it. */
export function ValueDetails({ value: wanted }: { readonly value: string }) {
	const value = useDescribed(`value ${wanted}`, () => surgeon.describeValue(wanted));
	const [cut, setCut] = useState<Cut>();
	if (!value) return null;
	const { name, type, elements, from, maker, readers, isOutput, tensor } = value;
	const isMade = from !== "nothing" && from !== "outside";
	const change = async (edit: "add-output" | "remove-output") => {
		await perform([{ do: edit, value: name }]);
		select({ kind: "value", value: name });
	};
	return (
		<>
			<header className="details-head">
				<h2>Value</h2>
				<Rename
					key={name}
					value={name}
					onRename={async (now) => {
						if (await perform([{ do: "rename-value", value: name, name: now }])) select({ kind: "value", value: now });
					}}
				/>
				<span className="details-meta">
					<span>{type || "type not known"}</span>
					{elements !== "" && !tensor && <span>= {elements}</span>}
					{isOutput && <span>an output of the graph</span>}
					{from === "input" && <span>an input of the graph</span>}
				</span>
			</header>
			<div className="details-buttons">
				{isMade && !isOutput && (
					<button
						type="button"
						className="button button-small"
						data-testid="make-output"
						onClick={() => void change("add-output")}
					>
						<LogOut size={13} /> Make it an output
					</button>
				)}
				{isOutput && (
					<button type="button" className="button button-small" onClick={() => void change("remove-output")}>
						No longer an output
					</button>
				)}
				{isMade && (
					<button
						type="button"
						className="button button-small"
						data-testid="cut-at"
						onClick={async () => {
							const found = await surgeon.cutAt([name]);
							setCut(found);
							showDoomed(found.removed);
						}}
					>
						<Scissors size={13} /> End the network here …
					</button>
				)}
				<PickButton name={name} isWide />
			</div>
			{cut && <CutPreview cut={cut} onDone={() => setCut(undefined)} />}
			{maker && (
				<Section title="Made by">
					<NodeLink reference={maker} />
				</Section>
			)}
			{readers.length > 0 && (
				<Section title="Read by">
					{readers.map((reader) => (
						<div key={reader.node}>
							<NodeLink reference={reader} />
						</div>
					))}
				</Section>
			)}
			{tensor && (
				<Section title="Contents">
					<TensorView name={name} tensor={tensor} />
				</Section>
			)}
		</>
	);
}
