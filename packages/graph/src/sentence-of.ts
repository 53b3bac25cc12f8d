import { findBody, findNode } from "./address.ts";
import type { BodyAddress, Edit, EditName, EditNamed, NodeAddress, SetModel } from "./edit.ts";
import type { Graph } from "./graph.ts";
import { linesFromText } from "./text/edit-text.ts";

/** What an edit did as one short sentence, for a list of steps: "Replaced 3 nodes by Resize". With the graph as it was before,
 *  nodes without a name are called by their operator. */
export function sentenceOf(edit: Edit, graph?: Graph): string {
	// The table's row for edit.do takes just this edit; TypeScript can't follow that through the union.
	const say = sentences[edit.do] as (edit: Edit, graph: Graph | undefined) => string;
	return say(edit, graph);
}

const sentences: { readonly [K in EditName]: (edit: EditNamed<K>, graph: Graph | undefined) => string } = {
	"delete-nodes": (edit, graph) => `Deleted ${nodesText(edit, graph)}`,
	"replace-nodes": (edit, graph) => {
		const come = operatorsIn(edit.with);
		const tensors = Object.keys(edit.tensors ?? {});
		if (edit.nodes.length === 0 && come === "" && tensors.length > 0) return `Added ${counted(tensors, "initializer")}`;
		if (edit.nodes.length === 0) return `Added ${come || "nodes"}`;
		return come ? `Replaced ${nodesText(edit, graph)} by ${come}` : `Removed ${nodesText(edit, graph)}`;
	},
	"duplicate-nodes": (edit, graph) => `Duplicated ${nodesText(edit, graph)}`,
	"bypass-node": (edit, graph) => `Bypassed ${nodeText(edit, graph)}`,
	"rename-node": (edit, graph) => `Renamed ${nodeText(edit, graph)} to ${edit.name}`,
	"set-operator": (edit, graph) => `Made ${nodeText(edit, graph)} of the operator ${operatorText(edit)}`,
	"set-attribute": (edit, graph) => `Set ${shortened(edit.attribute)} on ${nodeText(edit, graph)}`,
	"remove-attribute": (edit, graph) => `Removed ${edit.name} from ${nodeText(edit, graph)}`,
	"set-input": (edit, graph) =>
		edit.value === ""
			? `Disconnected input ${edit.input} of ${nodeText(edit, graph)}`
			: `Connected input ${edit.input} of ${nodeText(edit, graph)} to ${edit.value}`,
	"set-output": (edit, graph) =>
		edit.value === ""
			? `Took output ${edit.output} off ${nodeText(edit, graph)}`
			: `Named output ${edit.output} of ${nodeText(edit, graph)} ${edit.value}`,
	"sort-nodes": () => "Sorted the nodes",
	"remove-unreachable": () => "Removed what no output needs",
	"rename-value": ({ value, name }) => `Renamed ${value} to ${name}`,
	"set-types": ({ types }) => typesText(Object.entries(types)),
	"make-constant": ({ value }) => `Made ${value} constant`,
	"make-input": ({ value }) => `Made ${value} an input`,
	"add-input": ({ value }) => `Added the input ${value}`,
	"remove-input": ({ value }) => `Removed the input ${value}`,
	"move-input": ({ value }) => `Moved the input ${value}`,
	"add-output": ({ value }) => `Made ${value} an output`,
	"remove-output": ({ value }) => `Took ${value} off the outputs`,
	"move-output": ({ value }) => `Moved the output ${value}`,
	"set-tensor": ({ value }) => `Changed what ${value} holds`,
	"remove-initializers": ({ values }) => `Removed ${counted(values, "initializer")}`,
	"rename-dimension": ({ from, to }) => `Renamed the size ${from} to ${to}`,
	"fix-dimension": ({ name, size }) => `Fixed the size ${name} at ${size}`,
	"set-opset": ({ domain, version }) =>
		version === undefined
			? `Dropped the operator set ${domain || "ai.onnx"}`
			: `Set the operator set ${domain || "ai.onnx"} to ${version}`,
	"set-metadata": ({ key, value }) => (value === undefined ? `Removed the metadata ${key}` : `Set the metadata ${key}`),
	"set-model": (edit) => `Changed the model's ${modelParts(edit).join(", ")}`,
	"inline-branch": (edit, graph) =>
		`Replaced ${nodeText(edit, graph)} by its ${edit.branch === "then_branch" ? "then" : "else"} branch`,
	"unroll-loop": (edit, graph) =>
		`Unrolled ${nodeText(edit, graph)} into ${edit.times} ${edit.times === 1 ? "round" : "rounds"}`,
	"inline-function": (edit, graph) => `Replaced ${nodeText(edit, graph)} by the nodes of its function`,
	"make-function": (edit, graph) => `Made ${nodesText(edit, graph)} the function ${edit.domain}.${edit.name}`,
	"merge-model": ({ model, inputs = {}, outputs = {} }) => {
		const what = shortName(model) ?? "a model";
		const [before, behind] = [listed(Object.values(outputs)), listed([...new Set(Object.values(inputs))])];
		if (before !== "") return `Put ${what} in front of ${before}`;
		return behind === "" ? `Added ${what}` : `Put ${what} behind ${behind}`;
	},
};

interface OneNode {
	readonly node: NodeAddress;
	readonly in?: BodyAddress;
}

function nodeText({ node: address, in: where }: OneNode, graph: Graph | undefined): string {
	if (address.name) return address.name;
	const body = graph && findBody(graph, where);
	const node = body && "found" in body ? findNode(body.found, address) : undefined;
	const opType = node && "found" in node ? node.found.opType : address.opType;
	return `the ${opType ?? "node"} that makes ${address.output ?? "nothing"}`;
}

interface ManyNodes {
	readonly nodes: readonly NodeAddress[];
	readonly in?: BodyAddress;
}

function nodesText({ nodes, in: where }: ManyNodes, graph: Graph | undefined): string {
	const [node, ...more] = nodes;
	if (!node) return "no nodes";
	return more.length === 0 ? nodeText({ node, ...(where && { in: where }) }, graph) : `${nodes.length} nodes`;
}

function counted(names: readonly string[], what: string): string {
	return names.length === 1 ? `the ${what} ${names[0]}` : `${names.length} ${what}s`;
}

function listed(names: readonly string[]): string {
	return names.length <= 3 ? names.join(" and ") : `${names.length} values`;
}

/** What a text without a header calls its graph: somebody chose that name, where exporters write any. */
function shortName(model: string): string | undefined {
	return /^\s*([A-Za-z_]\w*)\s*\(/.exec(model)?.[1];
}

/** "Resize", "Cast and Mul", "5 nodes"; nothing when there are none, or the text can't be read. */
function operatorsIn(text: string): string {
	const lines = linesFromText(text);
	if ("problems" in lines) return "";
	const nodes = lines.read.nodes.map(({ opType = "" }) => opType).filter((opType) => opType !== "Constant");
	const kinds = [...new Set(nodes)];
	return kinds.length <= 2 ? kinds.join(" and ") : `${nodes.length} nodes`;
}

function operatorText({ domain, opType }: EditNamed<"set-operator">): string {
	return [domain, opType].filter((part) => part).join(".") || "ai.onnx";
}

const longest = 40;

function shortened(text: string): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function typesText(types: readonly [string, string | null][]): string {
	const [first] = types;
	if (!first || types.length > 1) return `Declared the types of ${types.length} values`;
	const [value, type] = first;
	return type === null ? `Forgot the type of ${value}` : `Declared ${value} as ${type}`;
}

const partNames: { readonly [K in Exclude<keyof SetModel, "do">]-?: string } = {
	irVersion: "IR version",
	producerName: "producer",
	producerVersion: "producer's version",
	domain: "domain",
	modelVersion: "version",
	docString: "description",
	graphName: "graph's name",
};

function modelParts(edit: SetModel): string[] {
	return Object.entries(partNames)
		.filter(([field]) => edit[field as keyof SetModel] !== undefined)
		.map(([, name]) => name);
}
