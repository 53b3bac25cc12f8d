import type { NodeId } from "@suture/graph";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { examiner } from "../surgeon/connect.ts";
import { Section } from "./section.tsx";
import { useDescribed } from "./use-described.ts";

/** What the operator's definition says. Loaded when it is first asked for. */
export default function Documentation({ node }: { readonly node: NodeId }) {
	const answer = useDescribed(`documentation ${node}`, async () => ({ found: await examiner.documentation(node) }));
	if (!answer) return <div className="spinner" />;
	const { found } = answer;
	if (!found) return <Section title="Documentation">Nobody has documented this operator.</Section>;
	return (
		<Section title="Documentation">
			<div className="documentation" data-testid="documentation">
				<Markdown remarkPlugins={[remarkGfm]}>{found.text}</Markdown>
				<Terms title="Attributes" terms={found.attributes} />
				<Terms title="Inputs" terms={found.inputs} />
				<Terms title="Outputs" terms={found.outputs} />
			</div>
		</Section>
	);
}

function Terms({ title, terms }: { readonly title: string; readonly terms: ReadonlyMap<string, string> }) {
	if (terms.size === 0) return null;
	return (
		<>
			<h4>{title}</h4>
			<dl>
				{[...terms].flatMap(([name, text]) => [<dt key={`t${name}`}>{name}</dt>, <dd key={`d${name}`}>{text}</dd>])}
			</dl>
		</>
	);
}
