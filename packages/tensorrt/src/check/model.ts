import { bodyOf, type Graph } from "@suture/graph";
import { elementCount, type TensorProto, type TypeProto } from "@suture/onnx";
import { elementTypeOf, factOfTensor } from "@suture/ops";
import { problem } from "@suture/problems";
import { type DataType, dataTypeIn } from "../parser/data-types.ts";
import { newestOpsetOf } from "../parser/opsets.ts";
import { type Target, titleOfTarget } from "../target/target.ts";
import type { Findings } from "./found.ts";
import { numbersOf } from "./site.ts";

interface Asked {
	readonly graph: Graph;
	readonly title: string;
	readonly target: Target;
	readonly release: number;
	readonly findings: Findings;
}

/** What a parser refuses of a model before it looks at the nodes, and what it takes as something else. */
export function checkModel(graph: Graph, target: Target, release: number, findings: Findings): void {
	const asked: Asked = { graph, title: titleOfTarget(target), target, release, findings };
	checkOpset(asked);
	checkInputs(asked);
	checkOutputs(asked);
	for (const { initializers } of graph.bodies.values())
		for (const tensor of initializers) checkInitializer(asked, tensor);
}

function checkOpset({ graph, title, release, findings }: Asked): void {
	const newest = newestOpsetOf(release);
	const { version } = graph.header.opsetImport.find(({ domain = "" }) => domain === "" || domain === "ai.onnx") ?? {};
	const opset = Number(version ?? 1);
	if (opset > newest) findings.add(problem("tensorrt/newer-opset", { opset, known: newest, target: title }));
}

function checkInputs({ graph, title, target, release, findings }: Asked): void {
	const { inputs, initializers } = bodyOf(graph, graph.main);
	const constants = new Set(initializers.map(({ name }) => name));
	for (const { name = "", type } of inputs) {
		if (constants.has(name)) continue;
		const facts = { value: name, type: nameOfType(type), target: title };
		const at = { value: name };
		const taken = tensorType(type, release);
		if (taken === undefined && isTyped(type))
			findings.add(problem("tensorrt/input-type", facts, at), {
				said: "Failed to convert ONNX date type to TensorRT data type.",
			});
		const narrower = taken === undefined ? undefined : narrowed.get(`${nameOfType(type)} ${taken}`);
		if (narrower) findings.add(problem("tensorrt/narrowed-input", { ...facts, taken: narrower }, at));
		const dims = type?.tensorType?.shape?.dim ?? [];
		if (dims.length > 8)
			findings.add(problem("tensorrt/input-rank", { value: name, rank: dims.length }, at), {
				said: "Failed to convert ONNX dimensions to TensorRT dimensions.",
			});
		if (target.device === "dla" && dims.some(({ dimValue }) => dimValue === undefined || dimValue < 0))
			findings.add(problem("tensorrt/dynamic-on-dla", { value: name }, at));
	}
}

/** What the engine wants where that is not what the model has. */
const narrowed: ReadonlyMap<string, string> = new Map([
	["INT64 INT32", "INT32"],
	["DOUBLE FLOAT", "FLOAT"],
]);

function checkOutputs({ graph, title, release, findings }: Asked): void {
	for (const { name = "", type } of bodyOf(graph, graph.main).outputs) {
		if (!isTyped(type) || tensorType(type, release) !== undefined) continue;
		findings.add(
			problem("tensorrt/output-type", { value: name, type: nameOfType(type), target: title }, { value: name }),
			{ said: "Failed to convert ONNX date type to TensorRT data type." },
		);
	}
}

function checkInitializer({ title, release, findings }: Asked, tensor: TensorProto): void {
	const element = elementTypeOf(tensor.dataType);
	const { name: value = "" } = tensor;
	const type = (element ?? `type ${tensor.dataType}`).toUpperCase();
	const taken = element && dataTypeIn(release, element, "weights");
	const facts = { value, type, target: title };
	if (taken === undefined)
		findings.add(problem("tensorrt/initializer-type", facts, { value }), { said: "Failed to import initializer." });
	else if (taken === "INT32" && element === "int64" && isBeyondInt32(tensor))
		findings.add(problem("tensorrt/narrowed-constant", facts, { value }));
}

/** Whether a small tensor has a number that INT32 does not; where it is the end of everything, all of INT64 means the same. */
function isBeyondInt32(tensor: TensorProto): boolean {
	if (elementCount(tensor.dims) > 4096) return false;
	const numbers = numbersOf(factOfTensor(tensor)) ?? [];
	return numbers.some((one) => Math.abs(one) > 2 ** 31 && Math.abs(one) < 2 ** 62);
}

function tensorType(type: TypeProto | undefined, release: number): DataType | undefined {
	const element = elementTypeOf(type?.tensorType?.elemType);
	return element && dataTypeIn(release, element);
}

/** Whether the file says a type at all: outputs of a cut need not have one. */
function isTyped(type: TypeProto | undefined): boolean {
	return type !== undefined && (type.tensorType === undefined || (type.tensorType.elemType ?? 0) !== 0);
}

function nameOfType(type: TypeProto | undefined): string {
	if (type?.tensorType === undefined) return type === undefined ? "of unknown type" : "no tensor";
	return (elementTypeOf(type.tensorType.elemType) ?? "of unknown type").toUpperCase();
}
