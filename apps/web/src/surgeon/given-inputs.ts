import { elementCount, type RunTensor, tensorBytesInMemory, tensorTypeNamed, tensorValues } from "@suture/onnx";
import type { InputDescription } from "@suture/proof";
import { unzipSync } from "fflate";
import { readNpy } from "../tensor/npy.ts";
import { type GivenFile, shapeText } from "./given-file.ts";
import { imageInput } from "./image-input.ts";
import { converted } from "./tensor-conversion.ts";

/** A file, or all that a .npz holds, is not read above this. */
const mostBytes = 1e9;
/** More elements are not turned into another type. */
const mostConverted = 16e6;

/** Inputs from files: .npy, .npz and images. An array is for the input that it is called like; the only one that is left needs no
 *  name. */
export async function givenInputs(files: readonly File[], inputs: readonly InputDescription[]): Promise<GivenFile[]> {
	const found: GivenFile[] = [];
	for (const file of files) {
		const taken = new Set(found.flatMap((one) => ("input" in one ? one.input : [])));
		const free = inputs.filter(({ name }) => !taken.has(name));
		if (file.size > mostBytes) found.push({ file: file.name, reason: "it is larger than 1 GB" });
		else if (/\.npz$/i.test(file.name)) found.push(...(await fromNpz(file, free)));
		else if (/\.npy$/i.test(file.name)) found.push(fromNpy(file.name, await bytesOf(file), free));
		else if (file.type.startsWith("image/")) found.push(await imageInput(file, free));
		else found.push({ file: file.name, reason: "it is no .npy, .npz or image" });
	}
	return found;
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
	return new Uint8Array(await file.arrayBuffer());
}

async function fromNpz(file: File, inputs: readonly InputDescription[]): Promise<GivenFile[]> {
	let left = mostBytes;
	const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }) => {
		left -= originalSize;
		return left >= 0 && name.endsWith(".npy");
	};
	const bytes = await bytesOf(file);
	let entries: Record<string, Uint8Array>;
	try {
		entries = unzipSync(bytes, { filter });
	} catch (error) {
		return [{ file: file.name, reason: `it can't be unpacked: ${error instanceof Error ? error.message : error}` }];
	}
	const all = Object.entries(entries).map(([name, array]) => fromNpy(name, array, inputs));
	return all.length > 0 ? all : [{ file: file.name, reason: "it holds no arrays, or more than 1 GB" }];
}

function fromNpy(file: string, bytes: Uint8Array, inputs: readonly InputDescription[]): GivenFile {
	const array = readNpy(bytes);
	if ("reason" in array) return { file, reason: array.reason };
	const stem = file.replace(/\.npy$/i, "");
	const input = inputs.find(({ name }) => name === stem || fileName(name) === stem) ?? onlyOne(inputs);
	if (!input) return { file, reason: `no input is called ${stem}` };
	const { dims, type, bytes: contents } = array;
	if (!fits(input.dims, dims))
		return { file, reason: `its shape is ${shapeText(dims)}, and ${input.name} is ${shapeText(input.dims)}` };
	const tensor = type === input.type ? { type, dims, contents } : asType({ type, dims, contents }, input.type);
	if (!tensor) return { file, reason: `it is ${type}, and ${input.name} is ${input.type ?? "no tensor"}` };
	return { file, input: input.name, tensor, how: `${tensor.type} ${shapeText(dims)}` };
}

function onlyOne(inputs: readonly InputDescription[]): InputDescription | undefined {
	return inputs.length === 1 ? inputs[0] : undefined;
}

/** An input's name as a file can have it. */
function fileName(name: string): string {
	return name.replace(/[^\w.-]/g, "_");
}

function fits(declared: InputDescription["dims"], dims: readonly number[]): boolean {
	return (
		declared === undefined ||
		(declared.length === dims.length && declared.every((size, i) => typeof size !== "number" || size === dims[i]))
	);
}

function asType({ type, dims, contents }: RunTensor, wanted: string | undefined): RunTensor | undefined {
	const [from, elements] = [tensorTypeNamed(type), elementCount(dims)];
	if (!from || wanted === undefined || elements > mostConverted || !(contents instanceof Uint8Array)) return undefined;
	const made = converted(tensorValues(from, contents, elements), dims, wanted);
	if ("code" in made) return undefined;
	const read = tensorBytesInMemory(made.tensor);
	return read && "bytes" in read ? { type: wanted, dims, contents: read.bytes } : undefined;
}
