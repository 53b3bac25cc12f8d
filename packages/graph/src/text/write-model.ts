import { type FunctionProto, type ModelProto, newMessage, type OperatorSetIdProto } from "@suture/onnx";
import { note } from "./notes.ts";
import type { Page } from "./page.ts";
import { nameText, quoted } from "./quote.ts";
import { attributeText } from "./write-attribute.ts";
import { blockText, graphText, listText, nodesText, untypedName, valueTexts } from "./write-graph.ts";
import { entriesText } from "./write-tensor.ts";

/** A model: header, graph, functions. */
export function writeModelText(model: ModelProto, page: Page): string {
	note(page.noted.leftOut, "training graphs", "the model", model.trainingInfo.length);
	note(page.noted.leftOut, "device configurations", "the model", model.configuration.length);
	const graph = model.graph ?? newMessage("GraphProto");
	const main = `${nameText(graph.name ?? "")} ${graphText(graph, page, "")}\n`;
	return [headerText(model), main, ...model.functions.map((one) => functionText(one, page))].join("");
}

function headerText(model: ModelProto): string {
	const { irVersion, opsetImport, producerName, producerVersion, domain, modelVersion, docString } = model;
	return fieldsText({
		ir_version: irVersion,
		// Always: a text without a header is a short one, whose opset is chosen for it.
		opset_import: importsText(opsetImport),
		producer_name: quotedOrNone(producerName),
		producer_version: quotedOrNone(producerVersion),
		domain: quotedOrNone(domain),
		model_version: modelVersion,
		doc_string: quotedOrNone(docString),
		metadata_props: model.metadataProps.length > 0 ? entriesText(model.metadataProps) : undefined,
	});
}

function functionText(one: FunctionProto, page: Page): string {
	const { name = "", input, output, attribute, attributeProto, node, valueInfo } = one;
	note(page.noted.leftOut, "metadata of functions", name, one.metadataProps.length);
	const header = fieldsText({
		domain: quotedOrNone(one.domain),
		overload: quotedOrNone(one.overload),
		opset_import: one.opsetImport.length > 0 ? importsText(one.opsetImport) : undefined,
		doc_string: quotedOrNone(one.docString),
	});
	const context = { page, where: name, indent: "", writeGraph: graphText };
	const defaults = attributeProto.flatMap((one) => attributeText(one, context) ?? []);
	const parameters = [...attribute.map(nameText), ...defaults];
	const signature = `${namesText(input)} => ${namesText(output)}`;
	return `\n${header}${nameText(name)} ${parameters.length === 0 ? "" : `<${parameters.join(", ")}> `}${signature} ${
		valueInfo.length === 0 ? "" : `${blockText("<", valueTexts(valueInfo, page), ">", "")} `
	}${nodesText(node, page, "")}\n`;
}

function namesText(names: readonly string[]): string {
	return listText("(", names.map(untypedName), ")", "");
}

/** Fields between < and >; nothing when there are none, since onnx.parser wants one at least. */
function fieldsText(fields: Record<string, string | number | bigint | undefined>): string {
	const texts = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : `${key}: ${value}`));
	return texts.length === 0 ? "" : `${blockText("<", texts, ">", "")}\n`;
}

function importsText(imports: readonly OperatorSetIdProto[]): string {
	return `[${imports.map(({ domain = "", version = 0 }) => `${quoted(domain)}: ${version}`).join(", ")}]`;
}

function quotedOrNone(text: string | undefined): string | undefined {
	return text === undefined ? undefined : quoted(text);
}
