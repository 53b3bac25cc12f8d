import type { Edit } from "@suture/graph";
import { CornerDownRight, X } from "lucide-react";
import type { AttributeField } from "../surgeon/attribute-field.ts";
import type { NodeDescription } from "../surgeon/description.ts";
import { enterBody, perform } from "../workspace/workspace.ts";
import { draftText, writtenAttribute } from "./attribute-draft.ts";
import { dataTypeOptions } from "./data-types.ts";
import { Draft, type Meant } from "./draft.tsx";

interface AttributeRowProps {
	readonly node: NodeDescription;
	readonly field: AttributeField;
}

/** An attribute with a widget of its type. A default stands greyed until something else is written over it. */
export function AttributeRow({ node, field }: AttributeRowProps) {
	const { name, type, from, isRequired, isKnown } = field;
	const title = `${type}${from === "default" ? ", the operator's default" : ""}${isKnown === false ? ", unknown to the operator" : ""}`;
	return (
		<div className="attribute" data-testid={`attribute-${name}`}>
			<span className={`attribute-name${isKnown === false ? " is-unknown" : ""}`} title={title}>
				{name}
			</span>
			<div className="attribute-value">
				<Widget node={node} field={field} />
			</div>
			{from === "node" && (
				<button
					type="button"
					className="row-button"
					aria-label={`Remove ${name}`}
					title={isRequired ? "Remove it: the operator needs it" : "Remove it: the operator's default holds then"}
					onClick={() => void perform([{ do: "remove-attribute", node: node.address, name, ...node.place }])}
				>
					<X size={12} />
				</button>
			)}
		</div>
	);
}

function Widget({ node, field }: AttributeRowProps) {
	const { name, type, from, choice, isWritable, bodies, summary, reference } = field;
	const edit = (attribute: string): Edit => ({ do: "set-attribute", node: node.address, attribute, ...node.place });
	const meant = (draft: string): Meant => {
		const written = writtenAttribute(name, type, draft);
		return "reason" in written ? written : { edits: [edit(written.text)] };
	};
	if (bodies.length > 0) return <Bodies bodies={bodies} />;
	if (reference !== undefined) return <span className="attribute-fixed">@{reference}, of the function</span>;
	if (!isWritable) return <span className="attribute-fixed">{summary || type.toLowerCase()}</span>;
	const value = draftText(field);
	const isFaint = from !== "node";
	if (choice === undefined) {
		const isLong = type === "STRINGS" || type === "TENSOR" || type === "TYPE_PROTO";
		const placeholder = placeholders[type];
		return (
			<Draft
				value={value}
				label={name}
				meant={meant}
				isFaint={isFaint}
				isLong={isLong}
				{...(placeholder === undefined ? {} : { placeholder })}
			/>
		);
	}
	const options =
		choice.kind === "texts"
			? choice.texts.map((text) => [text, text] as const)
			: choice.kind === "flag"
				? ([
						["0", "0 · no"],
						["1", "1 · yes"],
					] as const)
				: dataTypeOptions;
	return (
		<select
			className={`draft-field${isFaint ? " is-faint" : ""}`}
			value={value}
			aria-label={name}
			onChange={(event) => {
				const made = meant(event.target.value);
				if ("edits" in made) void perform(made.edits);
			}}
		>
			{!options.some(([option]) => option === value) && (
				<option value={value}>{value === "" ? "choose …" : value}</option>
			)}
			{options.map(([option, text]) => (
				<option key={option} value={option}>
					{text}
				</option>
			))}
		</select>
	);
}

const placeholders: Partial<Record<AttributeField["type"], string>> = {
	INT: "a whole number",
	FLOAT: "a number",
	STRING: "a text",
	INTS: "1, 2, 3",
	FLOATS: "0.5, 1",
	STRINGS: "one a line",
	TENSOR: "float[2] {1, 2}",
	TYPE_PROTO: "float[N,3]",
};

function Bodies({ bodies }: { readonly bodies: AttributeField["bodies"] }) {
	return (
		<>
			{bodies.map((body, i) => (
				<button type="button" className="link" key={body} onClick={() => void enterBody(body)}>
					<CornerDownRight size={12} /> {bodies.length === 1 ? "open the graph" : `graph ${i + 1}`}
				</button>
			))}
		</>
	);
}
