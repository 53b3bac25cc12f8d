import { type Problem, problem, SutureError } from "@suture/problems";
import { allTensors } from "./all-tensors.ts";
import { DataFile } from "./data-file.ts";
import { encodeMessage } from "./encode-message.ts";
import { type ExternalRange, externalRangeOf, isExternal, locationOf, movedTo } from "./external-data.ts";
import { mapTensors } from "./map-tensors.ts";
import { originOf } from "./origin.ts";
import type { Part, PartList } from "./parts.ts";
import type { ModelProto, TensorProto } from "./schema.gen.ts";
import { schemaOf } from "./schema.ts";
import { type Source, sourceFromBytes } from "./source.ts";
import { contentsOf } from "./tensor-data.ts";

/** A file of a model as it will be: its parts are copied one after the other. */
export interface ModelFile {
	/** Relative to the model's folder, `/` between folders. */
	readonly name: string;
	readonly parts: readonly Part[];
	readonly byteLength: number;
}

export interface WrittenModel {
	/** The .onnx file first, then its data files. */
	readonly files: readonly ModelFile[];
	readonly problems: readonly Problem[];
}

export interface WriteModelOptions {
	/** Name of the .onnx file. */
	readonly name: string;
	/** Whether a data file of which an edit left less than nine tenths in use is written anew without the rest. Off, data
	 *  files are always copied whole, so that a caller may link them instead. Default: on. */
	readonly compact?: boolean;
	/** Largest .onnx file in bytes before weights move beside it. Default: what protobuf can hold. */
	readonly maximumBytes?: number;
}

/** protobuf's readers refuse messages of 2 GiB and more. */
const largestProtobuf = 2 ** 31 - 1;
/** Tensors below stay in the .onnx file, as in onnx's own external_data_helper. */
const smallestMoved = 1024;

/** The files of a model. One that was not edited is, byte for byte, what was read; in an edited one only what changed is
 *  encoded anew, and unknown fields stay. Nothing is read here: parts are ranges. Throws SutureError `onnx/too-large` when a
 *  model is above 2 GB even without its weights. */
export function writeModel(
	model: ModelProto,
	{ name, compact = true, maximumBytes = largestProtobuf }: WriteModelOptions,
): WrittenModel {
	const problems: Problem[] = [];
	const unedited = originOf(model) !== undefined;
	const kept = compact && !unedited ? compacted(model) : { model, dataFiles: wholeDataFiles(model) };
	let main = encodeMessage(kept.model, schemaOf("ModelProto"));
	const dataFiles = [...kept.dataFiles];
	if (!unedited && main.byteLength > maximumBytes) {
		const size = main.byteLength;
		const data = new DataFile(freeName(`${name}.data`, dataFiles));
		main = encodeMessage(withWeightsIn(data, kept.model), schemaOf("ModelProto"));
		if (main.byteLength > maximumBytes) throw new SutureError("onnx/too-large", { file: name, size: main.byteLength });
		dataFiles.push(data);
		problems.push(problem("onnx/written-external", { file: name, data: data.name, size }, { file: name }));
	}
	return {
		files: [fileFrom(name, main), ...dataFiles.map(({ name, parts, byteLength }) => ({ name, parts, byteLength }))],
		problems,
	};
}

function fileFrom(name: string, list: PartList): ModelFile {
	return { name, parts: list.finish(), byteLength: list.byteLength };
}

/** Each external file that was found, to be copied as it is. */
function wholeDataFiles(model: ModelProto): ModelFile[] {
	return [...externalTensors(model)].map(([name, { source }]) => ({
		name,
		parts: [{ source, start: 0, end: source.byteLength }],
		byteLength: source.byteLength,
	}));
}

/** Data files without what nothing uses any more. */
function compacted(model: ModelProto): { model: ModelProto; dataFiles: (ModelFile | DataFile)[] } {
	const rewritten = new Map<string, DataFile>();
	const whole = new Map(wholeDataFiles(model).map((file) => [file.name, file]));
	for (const [location, { source, usedBytes }] of externalTensors(model)) {
		if (usedBytes < 0.9 * source.byteLength) rewritten.set(location, new DataFile(location));
	}
	if (rewritten.size === 0) return { model, dataFiles: [...whole.values()] };
	const moved = mapTensors(model, (tensor) => {
		const file = isExternal(tensor) ? rewritten.get(locationOf(tensor) ?? "") : undefined;
		const range = externalRangeOf(tensor);
		return file && range ? movedTo(tensor, file.name, file.place(range), range) : tensor;
	});
	return { model: moved, dataFiles: [...whole.values()].map((file) => rewritten.get(file.name) ?? file) };
}

interface ExternalFile {
	readonly source: Source;
	/** Bytes of it that tensors use, each range counted once. */
	readonly usedBytes: number;
}

function externalTensors(model: ModelProto): Map<string, ExternalFile> {
	const ranges = new Map<string, { source: Source; byRange: Map<number, number> }>();
	for (const tensor of allTensors(model)) {
		const location = isExternal(tensor) ? locationOf(tensor) : undefined;
		const range = externalRangeOf(tensor);
		if (location === undefined || range === undefined) continue;
		const entry = ranges.get(location) ?? { source: range.source, byRange: new Map() };
		entry.byRange.set(range.start, Math.max(range.byteLength, entry.byRange.get(range.start) ?? 0));
		ranges.set(location, entry);
	}
	const sum = (lengths: Iterable<number>) => [...lengths].reduce((a, b) => a + b, 0);
	return new Map(
		[...ranges].map(([name, { source, byRange }]) => [name, { source, usedBytes: sum(byRange.values()) }]),
	);
}

/** The model with its larger initializers in the data file. Only initializers: few readers look for external data in
 *  attributes. */
function withWeightsIn(data: DataFile, model: ModelProto): ModelProto {
	return mapTensors(model, (tensor, role) => {
		const range = role === "initializer" ? inlineRange(tensor) : undefined;
		if (range === undefined || range.byteLength < smallestMoved) return tensor;
		return movedTo(tensor, data.name, data.place(range), range);
	});
}

/** Contents that lie in the .onnx file in the form that a data file wants. */
function inlineRange(tensor: TensorProto): ExternalRange | undefined {
	const contents = isExternal(tensor) ? undefined : contentsOf(tensor);
	// Packed floats and doubles are encoded exactly as raw ones are.
	if (!contents || !["raw", "floatData", "doubleData"].includes(contents.encoding)) return undefined;
	const { payload } = contents;
	if (payload.at === "source") return payload;
	if (payload.at === "pieces") return undefined;
	const { bytes } = payload;
	return { source: sourceFromBytes(bytes, tensor.name ?? ""), start: 0, byteLength: bytes.length, bytes };
}

function freeName(wanted: string, taken: readonly { readonly name: string }[]): string {
	let name = wanted;
	for (let i = 2; taken.some((file) => file.name === name); i++) name = `${wanted}${i}`;
	return name;
}
