import { type Problem, problem, SutureError } from "@suture/problems";
import { allTensors } from "./all-tensors.ts";
import { type Payload, smallPayloadBytes } from "./payload.ts";
import { DataLocation, type ModelProto, type TensorProto } from "./schema.gen.ts";
import { newMessage } from "./schema.ts";
import type { Source } from "./source.ts";

/** Finds the file beside the model that holds its weights; undefined when there is none. Whoever implements it for a disk
 *  must follow links and refuse what lies outside of the model's folder: this package sees only names. */
export type OpenExternal = (location: string) => Promise<Source | undefined>;

/** A range of a file beside the model. */
export interface ExternalRange {
	readonly source: Source;
	readonly start: number;
	readonly byteLength: number;
	/** Its bytes, when they are few. */
	readonly bytes?: Uint8Array;
}

// A symbol, so that `{ ...tensor, name }` keeps it: the weights go with the tensor.
const externalRange: unique symbol = Symbol("external range");

interface Attached {
	[externalRange]?: ExternalRange;
}

/** Where an external tensor's contents are, once they were found. */
export function externalRangeOf(tensor: TensorProto): ExternalRange | undefined {
	return (tensor as Attached)[externalRange];
}

export function externalPayloadOf(tensor: TensorProto): Payload | undefined {
	const range = externalRangeOf(tensor);
	if (range === undefined) return undefined;
	return range.bytes ? { at: "memory", bytes: range.bytes } : { at: "source", ...range };
}

export function isExternal(tensor: TensorProto): boolean {
	return tensor.dataLocation === DataLocation.EXTERNAL;
}

/** The file that an external tensor names, as it is written. */
export function locationOf(tensor: TensorProto): string | undefined {
	return tensor.externalData.find(({ key }) => key === "location")?.value;
}

/** Why a location may not be opened; undefined when it is a plain relative path. Backslashes count as separators, since
 *  Windows would take them so. */
export function refusedLocation(location: string): string | undefined {
	if (location === "") return "it is empty";
	if (location.includes("\0")) return "it holds a zero byte";
	if (/^[/\\]/.test(location) || /^[a-z]:/i.test(location)) return "it is an absolute path";
	if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return "it is a web address";
	if (location.split(/[/\\]/).includes("..")) return "it leaves the model's folder";
	return undefined;
}

/** The tensor with its contents at `offset` of the file `location`, which is still to be written from `range`. */
export function movedTo(tensor: TensorProto, location: string, offset: number, range: ExternalRange): TensorProto {
	const { rawData, floatData, int32Data, int64Data, doubleData, uint64Data, ...rest } = tensor;
	const kept = tensor.externalData.filter(({ key }) => !["location", "offset", "length"].includes(key ?? ""));
	const entries = { location, offset: String(offset), length: String(range.byteLength) };
	const written = Object.entries(entries).map(([key, value]) => newMessage("StringStringEntryProto", { key, value }));
	const moved: TensorProto & Attached = {
		...rest,
		externalData: [...written, ...kept],
		dataLocation: DataLocation.EXTERNAL,
		[externalRange]: range,
	};
	return moved;
}

/** Attaches to each external tensor the range that holds its contents. Small ones are read. */
export async function attachExternalData(model: ModelProto, open: OpenExternal): Promise<Problem[]> {
	const problems: Problem[] = [];
	for (const [location, tensors] of tensorsByLocation(model, problems)) {
		const refusal = refusedLocation(location);
		if (refusal !== undefined) {
			problems.push(problem("onnx/external-path", { location, reason: refusal }, { value: tensors[0]?.name ?? "" }));
			continue;
		}
		const source = await openOrNote(open, location, tensors.length, problems);
		if (source) problems.push(...(await attach(tensors, location, source)));
	}
	return problems;
}

async function openOrNote(
	open: OpenExternal,
	location: string,
	tensors: number,
	problems: Problem[],
): Promise<Source | undefined> {
	try {
		const source = await open(location);
		if (source === undefined) problems.push(problem("onnx/external-missing", { location, tensors }));
		return source;
	} catch (error) {
		if (!(error instanceof SutureError)) throw error;
		problems.push(error.problem);
		return undefined;
	}
}

async function attach(tensors: readonly TensorProto[], location: string, source: Source): Promise<Problem[]> {
	const problems: Problem[] = [];
	for (const tensor of tensors) {
		const range = rangeOf(tensor, source.byteLength);
		if (typeof range === "string") {
			problems.push(
				problem("onnx/external-entry", { tensor: tensor.name ?? "", reason: range }, { value: tensor.name ?? "" }),
			);
			continue;
		}
		const end = range.start + range.byteLength;
		if (end > source.byteLength) {
			const facts = { tensor: tensor.name ?? "", location, end, size: source.byteLength };
			problems.push(problem("onnx/external-range", facts, { value: tensor.name ?? "" }));
			continue;
		}
		(tensor as Attached)[externalRange] = { source, ...range };
	}
	await readSmall(tensors, source);
	return problems;
}

/** Small tensors lie between large ones; they are read a hundred at a time, since each read is a round trip. */
async function readSmall(tensors: readonly TensorProto[], source: Source): Promise<void> {
	const small = tensors.filter((tensor) => (externalRangeOf(tensor)?.byteLength ?? Infinity) <= smallPayloadBytes);
	const together = 100;
	for (let i = 0; i < small.length; i += together) {
		await Promise.all(
			small.slice(i, i + together).map(async (tensor) => {
				const range = externalRangeOf(tensor);
				if (range === undefined) return;
				const bytes = await source.read(range.start, range.start + range.byteLength);
				(tensor as Attached)[externalRange] = { ...range, bytes: bytes.slice() };
			}),
		);
	}
}

function rangeOf(tensor: TensorProto, sourceByteLength: number): { start: number; byteLength: number } | string {
	const entry = (name: string) => tensor.externalData.find(({ key }) => key === name)?.value;
	const offset = entry("offset") ?? "0";
	const length = entry("length");
	if (!/^\d{1,15}$/.test(offset)) return `its offset is "${offset}"`;
	if (length !== undefined && !/^\d{1,15}$/.test(length)) return `its length is "${length}"`;
	const start = Number(offset);
	return { start, byteLength: length === undefined ? Math.max(0, sourceByteLength - start) : Number(length) };
}

function tensorsByLocation(model: ModelProto, problems: Problem[]): Map<string, TensorProto[]> {
	const found = new Map<string, TensorProto[]>();
	for (const tensor of allTensors(model)) {
		if (!isExternal(tensor)) continue;
		const location = locationOf(tensor);
		if (location === undefined) {
			const facts = { tensor: tensor.name ?? "", reason: "it names no file" };
			problems.push(problem("onnx/external-entry", facts, { value: tensor.name ?? "" }));
		} else if (found.has(location)) found.get(location)?.push(tensor);
		else found.set(location, [tensor]);
	}
	return found;
}
