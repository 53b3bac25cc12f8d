import type { NodeProto } from "@suture/onnx";
import { note } from "./notes.ts";
import type { Page } from "./page.ts";
import { isDotted, isIdentifier, nameText, quoted } from "./quote.ts";
import { attributesText, type WriteGraph } from "./write-attribute.ts";

/** A node on one line, or more where it holds bodies: ["/conv/Conv"] y = Conv <strides = [2, 2]> (x, w). */
export function nodeText(node: NodeProto, page: Page, indent: string, writeGraph: WriteGraph): string {
	const where = whereIs(node);
	noteUnwritten(node, page, where);
	const label = page.names && node.name ? `[${nameText(node.name)}] ` : "";
	const outputs = node.output.map((name) => `${nameText(name)}`).join(", ");
	const inputs = `(${node.input.map(nameText).join(", ")})`;
	const attributes = attributesText(node.attribute, { page, where, indent, writeGraph });
	const head = `${label}${outputs}${outputs && " "}= ${operatorText(node, page, where)}`;
	// As onnx.printer does: inputs behind a body would be hard to find.
	const hasBodies = node.attribute.some(({ g, graphs }) => g !== undefined || graphs.length > 0);
	return hasBodies ? `${head} ${inputs}${attributes}` : `${head}${attributes} ${inputs}`;
}

/** domain.Operator:overload. */
function operatorText(node: NodeProto, page: Page, where: string): string {
	const { opType = "", domain = "", overload = "" } = node;
	const isPlain =
		(domain === "" || isDotted(domain)) && isIdentifier(opType) && (overload === "" || isIdentifier(overload));
	if (!isPlain) note(page.noted.notOnnx, "names of operators and domains in quotes", where);
	const path = domain === "" ? "" : `${isDotted(domain) ? domain : quoted(domain)}.`;
	return `${path}${nameText(opType)}${overload === "" ? "" : `:${nameText(overload)}`}`;
}

/** What notes call a node. */
function whereIs({ name, output, opType }: NodeProto): string {
	return name || output.find((one) => one !== "") || opType || "a node without a name";
}

function noteUnwritten(node: NodeProto, page: Page, where: string): void {
	const { leftOut } = page.noted;
	if (node.docString) note(leftOut, "doc strings of nodes", where);
	note(leftOut, "metadata of nodes", where, node.metadataProps.length);
	note(leftOut, "device configurations of nodes", where, node.deviceConfigurations.length);
}
