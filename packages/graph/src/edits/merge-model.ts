import { allTensors, type ModelProto, type ValueInfoProto } from "@suture/onnx";
import { type Handed, withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import { checkGraph } from "../check-graph.ts";
import { declareTypes } from "../declare-types.ts";
import type { MergeModel } from "../edit.ts";
import type { Body, Graph } from "../graph.ts";
import { graphFromModel } from "../graph-from-model.ts";
import { indexOf } from "../index-of.ts";
import { copyBody } from "../inline/copy-body.ts";
import { ownNames } from "../inline/own-names.ts";
import { declareNew } from "../inline/replace-by-copy.ts";
import { definitionMeant } from "../meant.ts";
import { refuseTakenName } from "../name-near.ts";
import { nearestName } from "../nearest-name.ts";
import { domainsOf, importsAt, versionIn, withImportsAt } from "../opset-imports.ts";
import { Refusal, refuse } from "../refusal.ts";
import { bodyAndInner } from "../scope.ts";
import { splice } from "../splice/splice.ts";
import { tensorMeant } from "../tensor-meant.ts";
import { isLeftOut } from "../text/left-out-weights.ts";
import { modelFromText } from "../text/model-from-text.ts";

export function mergeModel(graph: Graph, edit: MergeModel, handed: Handed): Graph {
	const { inputs = {}, outputs = {} } = edit;
	const main = bodyOf(graph, graph.main);
	const other = graphFromModel(modelMeant(graph, edit, handed), graph.nextId);
	const unsound = checkGraph(other).find(({ severity }) => severity === "error");
	if (unsound) throw new Refusal([unsound]);
	const inner = bodyOf(other, other.main);
	refuseUnknownNames(main, inner, inputs, outputs);
	const names = namesFor(graph, main, other, edit);
	const nodeName = (name: string) => (edit.prefix ?? "") + name;
	const copy = copyBody(other, inner, { names, nodeName, keepsIds: true, nextId: other.nextId });
	const named = (info: ValueInfoProto) => ({ ...info, name: names.get(info.name ?? "") ?? info.name ?? "" });
	const isOpen = (connected: object) => (info: ValueInfoProto) => !Object.hasOwn(connected, info.name ?? "");
	const replaced = new Set(Object.values(outputs));
	const first = main.inputs.findIndex(({ name }) => replaced.has(name ?? ""));
	const place = first < 0 ? main.inputs.length : first;
	const opened = inner.inputs.filter(isOpen(inputs)).map(named);
	const around: Body = {
		...main,
		inputs: [...main.inputs.slice(0, place), ...opened, ...main.inputs.slice(place)].filter(
			({ name }) => !replaced.has(name ?? ""),
		),
		outputs: [...main.outputs, ...inner.outputs.filter(isOpen(outputs)).map(named)],
		sparseInitializers: [...main.sparseInitializers, ...copy.sparse],
		quantizationAnnotation: [...main.quantizationAnnotation, ...copy.annotations],
	};
	const held = withFunctions(withImports({ ...graph, nextId: copy.nextId }, other), other);
	const { nodes: come, bodies } = copy;
	const connected = new Set(Object.values(inputs));
	const tensors = copy.tensors.filter(({ name }) => !connected.has(name ?? "")); // defaults of inputs that are connected
	const spliced = splice(withBody(held, around), graph.main, { come, bodies, tensors });
	const taken = main.inputs.flatMap(({ name = "", type }) =>
		type && replaced.has(name) ? [[name, type] as const] : [],
	);
	return declareNew(declareTypes(spliced, graph.main, new Map(taken)), graph.main, come, copy.types);
}

/** The model of the edit's text, with its tensors. */
function modelMeant(graph: Graph, { model: text, tensors = {} }: MergeModel, handed: Handed): ModelProto {
	const opset = versionIn(graph.header.opsetImport, "");
	const { model, problems } = modelFromText(text, opset === undefined ? {} : { opset });
	const grave = problems.filter(({ code, severity }) => severity === "error" && code !== "text/weights-left-out");
	if (!model?.graph || grave.length > 0) throw new Refusal(grave);
	const { input, initializer } = model.graph;
	const given = Object.entries(tensors).map(([name, literal]) => tensorMeant(graph, graph.main, literal, name, handed));
	const names = new Set(given.map(({ name }) => name));
	for (const name of names) {
		const isThere = [...input, ...initializer].some((one) => one.name === name);
		if (!isThere) refuse("edit/no-such-tensor", { wanted: name ?? "" });
	}
	const merged: ModelProto = {
		...model,
		graph: {
			...model.graph,
			input: input.filter(({ name }) => !names.has(name)),
			initializer: [...initializer.filter(({ name }) => !names.has(name)), ...given],
		},
	};
	const missing = [...allTensors(merged)].find(isLeftOut);
	if (missing) refuse("edit/no-merge", { reason: `the contents of ${missing.name || "a tensor"} are left out of it` });
	return merged;
}

type Names = Readonly<Record<string, string>>;

function refuseUnknownNames(main: Body, inner: Body, inputs: Names, outputs: Names): void {
	for (const [name, value] of Object.entries(inputs)) {
		refuseUnlisted(inner.inputs, name, "edit/no-such-input");
		definitionMeant(main, value);
	}
	const taken = new Set<string>();
	for (const [name, input] of Object.entries(outputs)) {
		refuseUnlisted(inner.outputs, name, "edit/no-such-output");
		refuseUnlisted(main.inputs, input, "edit/no-such-input");
		const isMade = indexOf(inner).definitions.get(name)?.by === "node";
		if (!isMade) refuse("edit/no-merge", { reason: `no node makes its output ${name}` });
		const isFree = indexOf(main).definitions.get(input)?.by === "input" && !taken.has(input);
		if (!isFree) refuse("edit/no-merge", { reason: `the input ${input} has what it takes already` });
		taken.add(input);
	}
}

function refuseUnlisted(
	infos: readonly ValueInfoProto[],
	wanted: string,
	code: "edit/no-such-input" | "edit/no-such-output",
): void {
	const names = infos.map(({ name }) => name ?? "");
	if (!names.includes(wanted)) refuse(code, { wanted, nearest: nearestName(wanted, names) });
}

/** What the values of the other model are called in this one. */
function namesFor(graph: Graph, main: Body, other: Graph, edit: MergeModel): ReadonlyMap<string, string> {
	const { prefix = "", inputs = {}, outputs = {} } = edit;
	const inner = bodyOf(other, other.main);
	const names = new Map([...Object.entries(inputs), ...Object.entries(outputs)]);
	for (const name of [...inner.inputs.map((info) => info.name ?? ""), ...ownNames(other, inner)]) {
		if (names.has(name)) continue;
		refuseTakenName(graph, main, prefix + name);
		names.set(name, prefix + name);
	}
	return names;
}

/** Nodes of another version would be other operators, so a set that both models use must have the same one. */
function withImports(graph: Graph, other: Graph): Graph {
	const added = [];
	for (const domain of domainsOf(other, bodyOf(other, other.main).nodes)) {
		const [here, there] = [graph, other].map((one) => versionIn(one.header.opsetImport, domain));
		if (there === undefined || here === there) continue;
		const set = domain || "ai.onnx";
		if (here !== undefined)
			refuse("edit/no-merge", { reason: `it is of ${set} ${there}, and this one of ${set} ${here}` });
		added.push({ domain, version: there });
	}
	return added.length === 0 ? graph : withImportsAt(graph, graph.main, [...importsAt(graph, graph.main), ...added]);
}

function withFunctions(graph: Graph, other: Graph): Graph {
	if (other.functions.length === 0) return graph;
	for (const { domain, name, overload } of other.functions) {
		const same = graph.functions.some((one) => one.domain === domain && one.name === name && one.overload === overload);
		if (same) refuse("edit/no-merge", { reason: `both have a function ${domain}.${name}` });
	}
	const bodies = new Map(graph.bodies);
	for (const { body } of other.functions) {
		for (const id of bodyAndInner(other, body)) bodies.set(id, bodyOf(other, id));
	}
	const irVersion = Math.max(graph.header.irVersion ?? 0, other.header.irVersion ?? 0);
	return {
		...graph,
		bodies,
		header: { ...graph.header, irVersion },
		functions: [...graph.functions, ...other.functions],
	};
}
