import { elementCount, type TensorProto, tensorType, tensorValues } from "@suture/onnx";
import type { ConstantChange, TensorError } from "./constant-changes.ts";
import type { Constant } from "./constants.ts";
import type { Difference } from "./difference.ts";
import { type TensorChunk, tensorChunks } from "./tensor-chunks.ts";

/** The difference with what is known only from the contents of tensors: which unread ones differ at all, and by how much.
 *  Reads the tensors that differ, or may, in stretches. Rejects with SutureError when a file fails. */
export async function measureConstants(difference: Difference): Promise<Difference> {
	const bodies: Difference["bodies"][number][] = [];
	for (const body of difference.bodies) {
		const constants: ConstantChange[] = [];
		for (const change of body.constants) {
			const found = await measured(change);
			if (found) constants.push(found);
		}
		bodies.push({ ...body, constants });
	}
	return { ...difference, bodies };
}

/** Undefined when there is no difference after all. */
async function measured(change: ConstantChange): Promise<ConstantChange | undefined> {
	const { before, after, contents } = change;
	if (contents === "equal" || before.as === "sparse-initializer" || after.as === "sparse-initializer") return change;
	const error = await tensorError(before.tensor, after.tensor);
	if (!error) return { ...change, contents: "differ" };
	if (error.differing > 0 || contents === "differ") return { ...change, contents: "differ", error };
	return isOtherType(before, after) ? { ...change, contents: "equal", error } : undefined;
}

function isOtherType(before: Constant, after: Constant): boolean {
	if (before.as !== after.as) return true;
	const text = ({ tensor }: Constant) => `${"dataType" in tensor ? tensor.dataType : ""} ${tensor.dims.join()}`;
	return text(before) !== text(after);
}

/** By how much two tensors of as many elements differ; undefined when they have not as many, or no numbers. */
async function tensorError(before: TensorProto, after: TensorProto): Promise<TensorError | undefined> {
	const elements = elementCount(before.dims);
	if (elements !== elementCount(after.dims)) return undefined;
	const [ones, others] = [await tensorChunks(before), await tensorChunks(after)];
	if (!ones || !others) return undefined;
	let [differing, maxAbsolute, magnitude] = [0, 0, 0];
	const iterator = others[Symbol.asyncIterator]();
	for await (const one of ones) {
		const other = (await iterator.next()).value as TensorChunk;
		const [a, b] = [valuesOf(before, one), valuesOf(after, other)];
		if (a.length !== b.length) return undefined; // complex numbers are two entries each
		for (let i = 0; i < a.length; i++) {
			const [was, is] = [a[i] as number | bigint, b[i] as number | bigint];
			const size = Math.abs(Number(was));
			if (size > magnitude && size < Number.POSITIVE_INFINITY) magnitude = size;
			if (was === is || isEqual(was, is)) continue;
			differing++;
			const error = Math.abs(
				typeof was === typeof is ? Number((was as number) - (is as number)) : Number(was) - Number(is),
			);
			if (error > maxAbsolute && error < Number.POSITIVE_INFINITY) maxAbsolute = error;
		}
	}
	return { elements, differing, maxAbsolute, maxRelative: magnitude > 0 ? maxAbsolute / magnitude : undefined };
}

function isEqual(was: number | bigint, is: number | bigint): boolean {
	// biome-ignore lint/suspicious/noDoubleEquals: an int64 is a bigint, and 1n == 1
	return was == is || (Number.isNaN(was) && Number.isNaN(is));
}

function valuesOf({ dataType }: TensorProto, { bytes, elements }: TensorChunk): ArrayLike<number | bigint> {
	const type = tensorType(dataType);
	return type ? tensorValues(type, bytes, elements) : [];
}
