import {
	attributeFromText,
	bodyOf,
	type Edit,
	type EditName,
	type EditNamed,
	graphFromText,
	type Lines,
	type Node,
	type NodeAddress,
	readLines,
	type TensorLiteral,
	textFromType,
} from "@suture/graph";
import { attributeValue } from "./attributes.ts";
import { NotScriptable } from "./not-scriptable.ts";
import { keywords, pythonList, pythonText } from "./python.ts";
import { arrayOfLiteral, arrayOfTensor, typeParts } from "./tensors.ts";

/** What lines of an edit are written with: the Python name of the graph that it is about, and which helpers they need. */
export interface Writing {
	readonly graph: string;
	readonly needs: Set<string>;
}

/** The lines of Python that do what an edit does. Throws NotScriptable where there are none. */
export function linesOfEdit(edit: Edit, writing: Writing): readonly string[] {
	// The table's row for edit.do takes just this edit; TypeScript can't follow that through the union.
	const write = writers[edit.do] as (edit: Edit, writing: Writing) => readonly string[];
	return write(edit, writing);
}

const noEquivalent = (reason: string) => () => {
	throw new NotScriptable(reason);
};

const writers: { readonly [K in EditName]: (edit: EditNamed<K>, writing: Writing) => readonly string[] } = {
	"delete-nodes": ({ nodes }, at) => aroundRemoval(nodes, [], at),
	"replace-nodes": (edit, at) => {
		const read = readLines(edit.with);
		if ("problems" in read) throw new NotScriptable(read.problems[0]?.sentence ?? "its lines can't be read");
		return aroundRemoval(edit.nodes, additions(read.read, edit.tensors ?? {}, at), at);
	},
	"duplicate-nodes": ({ nodes }, at) => [
		`originals = ${pythonList(nodes.map((one) => nodeText(one, at)))}`,
		`copies = {one.name: gs.Variable(${need(at, "fresh")}(one.name), one.dtype, one.shape) for node in originals for one in node.outputs}`,
		"for node in originals:",
		"    inputs = [copies.get(one.name, one) for one in node.inputs]",
		`    name = fresh(node.name, {one.name for one in ${at.graph}.nodes})`,
		"    outputs = [copies[one.name] for one in node.outputs]",
		`    ${at.graph}.nodes.append(gs.Node(node.op, name, dict(node.attrs), inputs, outputs, node.domain))`,
	],
	"bypass-node": ({ node }, at) => [`${need(at, "bypass")}(${at.graph}, ${nodeText(node, at)})`],
	"rename-node": ({ node, name }, at) => [`${nodeText(node, at)}.name = ${pythonText(name)}`],
	"set-operator": ({ node, opType, domain, overload }, at) => {
		if (overload) throw new NotScriptable("it knows no overloads of functions");
		return [
			`changed = ${nodeText(node, at)}`,
			...(opType === undefined ? [] : [`changed.op = ${pythonText(opType)}`]),
			...(domain === undefined ? [] : [`changed.domain = ${pythonText(domain)}`]),
		];
	},
	"set-attribute": ({ node, attribute }, at) => {
		const read = attributeFromText(attribute, () => undefined);
		if ("problems" in read) throw new NotScriptable(read.problems[0]?.sentence ?? "the attribute can't be read");
		if (read.read.g || read.read.graphs.length > 0) throw new NotScriptable(`${read.read.name} holds a graph`);
		return [`${nodeText(node, at)}.attrs[${pythonText(read.read.name)}] = ${attributeValue(read.read)}`];
	},
	"remove-attribute": ({ node, name }, at) => [`del ${nodeText(node, at)}.attrs[${pythonText(name)}]`],
	"set-input": ({ node, input, value }, at) => [
		`${need(at, "put")}(${nodeText(node, at)}.inputs, ${input}, ${tensorText(value, at)}, gs.Variable.empty)`,
	],
	"set-output": ({ node, output, value }, at) => [
		`${need(at, "put")}(${nodeText(node, at)}.outputs, ${output}, ${value === "" ? "gs.Variable.empty()" : `gs.Variable(${pythonText(value)})`}, gs.Variable.empty)`,
	],
	"sort-nodes": (_, { graph }) => [`${graph}.toposort()`],
	"remove-unreachable": ({ inputs = false }, { graph }) => [
		`${graph}.cleanup(remove_unused_node_outputs=False, remove_unused_graph_inputs=${inputs ? "True" : "False"})`,
	],
	"rename-value": ({ value, name }, at) => [`${tensorText(value, at)}.name = ${pythonText(name)}`],
	"set-types": ({ types }, at) =>
		Object.entries(types).flatMap(([value, type]) => {
			const { dtype, shape } = type === null ? { dtype: "None", shape: "None" } : typeParts(type);
			return [`typed = ${tensorText(value, at)}`, `typed.dtype, typed.shape = ${dtype}, ${shape}`];
		}),
	"make-constant": ({ value, tensor }, at) => [
		`constant = ${tensorText(value, at)}`,
		`${need(at, "stop_making")}(${at.graph}, constant)`,
		`${at.graph}.inputs = [one for one in ${at.graph}.inputs if one is not constant]`,
		`constant.to_constant(${arrayText(tensor, at)})`,
	],
	"make-input": ({ value, type }, at) => [
		`given_input = ${tensorText(value, at)}`,
		`${need(at, "stop_making")}(${at.graph}, given_input)`,
		...(type === undefined ? [] : [`given_input.dtype, given_input.shape = ${dtypeAndShape(type)}`]),
		`${at.graph}.inputs.append(given_input)`,
	],
	"add-input": ({ value, type, position }, { graph }) => {
		const { dtype, shape } = typeParts(type);
		const added = `gs.Variable(${pythonText(value)}, ${dtype}, ${shape})`;
		return [
			position === undefined ? `${graph}.inputs.append(${added})` : `${graph}.inputs.insert(${position}, ${added})`,
		];
	},
	"remove-input": ({ value }, { graph }) => [without(`${graph}.inputs`, value)],
	"move-input": ({ value, position }, { graph }) => moved(`${graph}.inputs`, value, position),
	"add-output": ({ value, type }, at) => [
		`given_output = ${tensorText(value, at)}`,
		...(type === undefined ? [] : [`given_output.dtype, given_output.shape = ${dtypeAndShape(type)}`]),
		`${at.graph}.outputs.append(given_output)`,
	],
	"remove-output": ({ value }, { graph }) => [without(`${graph}.outputs`, value)],
	"move-output": ({ value, position }, { graph }) => moved(`${graph}.outputs`, value, position),
	"set-tensor": ({ value, tensor }, at) => [
		`held = ${tensorText(value, at)}`,
		`values = ${arrayText(tensor, at)}`,
		"if isinstance(held, gs.Constant):",
		"    held.values = values",
		"else:",
		'    held.inputs[0].attrs = {"value": gs.Constant("", values)}',
	],
	"remove-initializers": () => [], // onnx-graphsurgeon writes only those that something reads
	"rename-dimension": ({ from, to }, at) => [
		`${need(at, "change_dimension")}(${at.graph}, ${pythonText(from)}, ${pythonText(to)})`,
	],
	"fix-dimension": ({ name, size }, at) => [
		`${need(at, "change_dimension")}(${at.graph}, ${pythonText(name)}, ${size})`,
	],
	"set-opset": ({ domain, version }, at) => [
		`${need(at, "set_opset")}(${at.graph}, ${pythonText(domain)}, ${version ?? "None"})`,
	],
	"set-metadata": ({ key, value }) => [
		`metadata[${pythonText(key)}] = ${value === undefined ? "None" : pythonText(value)}`,
	],
	"set-model": (
		{ irVersion, producerName, producerVersion, domain, modelVersion, docString, graphName },
		{ graph },
	) => {
		if (domain !== undefined || modelVersion !== undefined)
			throw new NotScriptable("it keeps no domain and version of a model");
		const fields = {
			ir_version: irVersion?.toString(),
			producer_name: text(producerName),
			producer_version: text(producerVersion),
		};
		const all = { ...fields, doc_string: text(docString), name: text(graphName) };
		return Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${graph}.${name} = ${value}`]));
	},
	"inline-branch": noEquivalent("it puts no branch in the place of its If"),
	"unroll-loop": noEquivalent("it unrolls no loops"),
	"inline-function": noEquivalent("it puts no function in the place of a call"),
	"make-function": noEquivalent("it makes no functions of nodes"),
	"merge-model": mergedModel,
};

const text = (one: string | undefined) => (one === undefined ? undefined : pythonText(one));

function need({ needs }: Writing, helper: string): string {
	needs.add(helper);
	return helper;
}

export function nodeText({ name, output }: NodeAddress, at: Writing): string {
	return `${need(at, "node")}(${at.graph}, ${keywords({ name: text(name), output: text(output) })})`;
}

function tensorText(name: string, at: Writing): string {
	return name === "" ? "gs.Variable.empty()" : `${need(at, "tensor")}(${at.graph}, ${pythonText(name)})`;
}

function arrayText(literal: TensorLiteral, at: Writing): string {
	return arrayOfLiteral(literal, (value) => `${tensorText(value, at)}.values`);
}

function dtypeAndShape(type: string): string {
	const { dtype, shape } = typeParts(type);
	return `${dtype}, ${shape}`;
}

function without(list: string, value: string): string {
	return `${list} = [one for one in ${list} if one.name != ${pythonText(value)}]`;
}

function moved(list: string, value: string, position: number): readonly string[] {
	const isIt = `one.name == ${pythonText(value)}`;
	return [
		`moved = next(one for one in ${list} if ${isIt})`,
		without(list, value),
		`${list}.insert(${position}, moved)`,
	];
}

/** Nodes that come are there before others go: a constant that only those read would not be found any more. */
function aroundRemoval(nodes: readonly NodeAddress[], coming: readonly string[], at: Writing): readonly string[] {
	if (nodes.length === 0) return coming;
	return [
		`gone = ${pythonList(nodes.map((one) => nodeText(one, at)))}`,
		...coming,
		"for one in gone:",
		`    ${need(at, "remove")}(${at.graph}, one)`,
	];
}

/** New constants and nodes. What the lines name with a % gets a name that is free, and is a variable of the script. */
function additions(lines: Lines, tensors: Readonly<Record<string, TensorLiteral>>, at: Writing): readonly string[] {
	const arrays = new Map([
		...lines.tensors.map((one) => [one.name ?? "", arrayOfTensor(one)] as const),
		...Object.entries(tensors).map(([name, literal]) => [name, arrayText(literal, at)] as const),
	]);
	const variables = new Map<string, string>();
	const variable = (name: string) => {
		const known = variables.get(name) ?? `new_${name.replace(/\W+/g, "_").replace(/^_/, "")}_${variables.size}`;
		variables.set(name, known);
		return known;
	};
	const freeName = (name: string) =>
		isLocal(name) ? `${need(at, "fresh")}(${pythonText(name.slice(1) || "local")})` : pythonText(literal(name));
	const constants = [...arrays].map(
		([name, values]) => `${variable(name)} = gs.Constant(${freeName(name)}, ${values})`,
	);
	const made = [...new Set(lines.nodes.flatMap(({ outputs }) => outputs))];
	const locals = made.filter(isLocal).map((name) => `${variable(name)} = gs.Variable(${freeName(name)})`);
	const value = (name: string) => variables.get(name) ?? tensorText(literal(name), at);
	const types = lines.types.flatMap(({ name = "", type }) => {
		if (!type) return [];
		throw new NotScriptable(`it declares the type of ${name}`);
	});
	return [...constants, ...locals, ...types, ...lines.nodes.map((node) => newNode(node, value, at))];
}

function newNode(node: Node, value: (name: string) => string, at: Writing): string {
	if (node.overload) throw new NotScriptable("it knows no overloads of functions");
	const nodeNames = `{one.name for one in ${at.graph}.nodes}`;
	const name = isLocal(node.name)
		? `${need(at, "fresh")}(${pythonText(node.name.slice(1))}, ${nodeNames})`
		: pythonText(literal(node.name));
	const attributes = node.attributes.map((one) => `${pythonText(one.name ?? "")}: ${attributeValue(one)}`);
	const parts = [
		pythonText(node.opType),
		name,
		`{${attributes.join(", ")}}`,
		pythonList(node.inputs.map(value)),
		pythonList(node.outputs.map(value)),
		...(node.domain === "" ? [] : [`domain=${pythonText(node.domain)}`]),
	];
	return `${at.graph}.nodes.append(gs.Node(${parts.join(", ")}))`;
}

function isLocal(name: string): boolean {
	return name.startsWith("%") && !name.startsWith("%%");
}

function literal(name: string): string {
	return name.startsWith("%%") ? name.slice(1) : name;
}

/** The nodes of a model that is merged, under the names that they get. */
function mergedModel(edit: EditNamed<"merge-model">, at: Writing): readonly string[] {
	const { prefix = "", inputs = {}, outputs = {}, tensors = {} } = edit;
	const { graph } = graphFromText(edit.model);
	if (!graph || graph.bodies.size > 1) throw new NotScriptable("the model has bodies or functions");
	const main = bodyOf(graph, graph.main);
	const names = new Map([...Object.entries(inputs), ...Object.entries(outputs)]);
	const named = (name: string) => (name === "" ? "" : escaped(names.get(name) ?? prefix + name));
	const opened = main.inputs.filter(({ name = "" }) => !Object.hasOwn(inputs, name) && !Object.hasOwn(tensors, name));
	if (main.outputs.some(({ name = "" }) => !Object.hasOwn(outputs, name))) {
		throw new NotScriptable("an output of the model becomes one of the graph");
	}
	const nodes = main.nodes.map((node) => ({
		...node,
		name: node.name === "" ? "" : escaped(prefix + node.name),
		inputs: node.inputs.map(named),
		outputs: node.outputs.map(named),
	}));
	const held = main.initializers.map((one) => ({ ...one, name: named(one.name ?? "") }));
	const lines: Lines = { nodes, bodies: new Map(), tensors: held, types: [], made: new Set(), taken: new Set() };
	const literals = Object.fromEntries(Object.entries(tensors).map(([name, one]) => [named(name), one]));
	const replaced = Object.values(outputs).map(pythonText);
	const list = `${at.graph}.inputs`;
	const variables = opened.map(({ name = "", type }) => {
		const word = type && textFromType(type);
		if (!word) throw new NotScriptable(`the input ${name} has no type`);
		return `gs.Variable(${pythonText(literal(named(name)))}, ${dtypeAndShape(word)})`;
	});
	return [
		`replaced = [${need(at, "tensor")}(${at.graph}, name) for name in ${pythonList(replaced)}]`,
		`first = next((i for i, one in enumerate(${list}) if any(one is gone for gone in replaced)), len(${list}))`,
		`${list}[first:first] = ${pythonList(variables)}`,
		...additions(lines, literals, at),
		`${list} = [one for one in ${list} if not any(one is gone for gone in replaced)]`,
	];
}

function escaped(name: string): string {
	return name.startsWith("%") ? `%${name}` : name;
}
