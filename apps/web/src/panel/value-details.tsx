import type { Edit } from "@suture/graph";
import { ArrowDownFromLine, Images, LogIn, LogOut, Pin, Scissors } from "lucide-react";
import { useState } from "react";
import { showDoomed } from "../build/build-store.ts";
import { CutPreview } from "../build/problem-card.tsx";
import { PreprocessDialog } from "../graft/preprocess-dialog.tsx";
import { examiner, planner } from "../surgeon/connect.ts";
import type { Cut } from "../surgeon/cut.ts";
import type { ValueDescription } from "../surgeon/description.ts";
import { perform } from "../workspace/workspace.ts";
import { Dimensions } from "./dimensions.tsx";
import { MakeConstant } from "./make-constant.tsx";
import { Rename } from "./rename.tsx";
import { Section } from "./section.tsx";
import { SizeOrigins } from "./size-origins.tsx";
import { TensorView } from "./tensor-view.tsx";
import { TypeDraft } from "./type-draft.tsx";
import { useDescribed } from "./use-described.ts";
import { NodeLink, PickButton } from "./value-name.tsx";
import "./form.css";

/** A value: what it is, where it comes from and goes, and what it can be made. */
export function ValueDetails({ value: wanted }: { readonly value: string }) {
	const value = useDescribed(`value ${wanted}`, () => examiner.describeValue(wanted));
	if (!value) return null;
	const { name, place, elements, from, maker, readers, isOutput, tensor } = value;
	return (
		<>
			<header className="details-head">
				<h2>Value</h2>
				<Rename
					key={name}
					value={name}
					meant={(now) => ({ edits: [{ do: "rename-value", value: name, name: now, ...place }] })}
					onKeep={(edits) => perform(edits, () => ({ kind: "value", value: newName(edits) ?? name }))}
				/>
				<span className="details-meta">
					{value.type === "" && <span>type not known</span>}
					{elements !== "" && !tensor && <span>= {elements}</span>}
					{isOutput && <span>an output of the graph</span>}
					{from === "input" && <span>an input of the graph</span>}
				</span>
			</header>
			<ValueActions key={`actions ${name}`} value={value} />
			{!tensor && (
				<Section title="Type">
					<TypeDraft value={name} type={value.typeDraft} isDeclared={value.isDeclared} place={place} />
					{value.type !== "" && value.type !== value.typeDraft && (
						<p className={`draft-said${value.isAssumed ? " is-assumed" : ""}`}>
							{value.isAssumed ? "with the sizes assumed" : "known"}: {value.type}
						</p>
					)}
				</Section>
			)}
			<Dimensions within={value.typeDraft} />
			{maker && !tensor && <SizeOrigins key={`sizes ${name}`} value={name} />}
			{maker && (
				<Section title="Made by">
					<NodeLink reference={maker} />
				</Section>
			)}
			{readers.length > 0 && (
				<Section title="Read by">
					{readers.map((reader) => (
						<div key={reader.node} className="reader">
							<NodeLink reference={reader} />
							{tensor && readers.length > 1 && (
								<button
									type="button"
									className="link"
									title={`Gives this node a weight of its own, equal to ${name}`}
									onClick={async () => void perform(await planner.ownCopy(name, reader.node))}
								>
									own copy
								</button>
							)}
						</div>
					))}
				</Section>
			)}
			{tensor && (
				<Section title="Contents">
					<TensorView name={name} tensor={tensor} place={place} />
				</Section>
			)}
		</>
	);
}

function newName(edits: readonly Edit[]): string | undefined {
	const [edit] = edits;
	return edit?.do === "rename-value" ? edit.name : undefined;
}

function ValueActions({ value }: { readonly value: ValueDescription }) {
	const { name, place, typeDraft, from, isOutput } = value;
	const [cut, setCut] = useState<Cut>();
	const isMade = from !== "nothing" && from !== "outside";
	const type = typeDraft === "" ? {} : { type: typeDraft };
	return (
		<>
			<div className="details-buttons">
				{isMade && !isOutput && (
					<button
						type="button"
						className="button button-small"
						data-testid="make-output"
						onClick={() => void perform([{ do: "add-output", value: name, ...type, ...place }])}
					>
						<LogOut size={13} /> Make it an output
					</button>
				)}
				{isOutput && (
					<button
						type="button"
						className="button button-small"
						onClick={() => void perform([{ do: "remove-output", value: name, ...place }])}
					>
						No longer an output
					</button>
				)}
				{from === "node" && (
					<button
						type="button"
						className="button button-small"
						title="Makes it an input; what only it needed goes"
						onClick={() =>
							void perform([
								{ do: "make-input", value: name, ...type, ...place },
								{ do: "remove-unreachable", ...place },
							])
						}
					>
						<ArrowDownFromLine size={13} /> Begin the network here
					</button>
				)}
				{(from === "initializer" || from === "constant") && (
					<button
						type="button"
						className="button button-small"
						onClick={() => void perform([{ do: "make-input", value: name, ...type, ...place }])}
					>
						<LogIn size={13} /> Make it an input
					</button>
				)}
				{from === "input" && place.in === undefined && (
					<PreprocessDialog input={name}>
						<button type="button" className="button button-small" data-testid="preprocess">
							<Images size={13} /> Take images as they come …
						</button>
					</PreprocessDialog>
				)}
				{(from === "input" || from === "node") && (
					<MakeConstant value={value}>
						<button type="button" className="button button-small">
							<Pin size={13} /> Make it constant …
						</button>
					</MakeConstant>
				)}
				{isMade && (
					<button
						type="button"
						className="button button-small"
						data-testid="cut-at"
						onClick={async () => {
							const found = await planner.cutAt([name]);
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
		</>
	);
}
