import { elementCount, type TensorProto, tensorBytesInMemory, tensorType, tensorValues } from "@suture/onnx";

const known = new WeakMap<TensorProto, boolean>();

/** Whether a mask leaves each query at least one key to attend to; false also where it can't be read. A query without any is
 *  NaN, or the mean of all, when attention is calculated step by step, but 0 in one Attention. */
export function leavesOne(mask: TensorProto): boolean {
	let leaves = known.get(mask);
	if (leaves === undefined) {
		leaves = everyRowLeavesOne(mask);
		known.set(mask, leaves);
	}
	return leaves;
}

const mostElements = 4_194_304;
/** What masks things has the lowest number of its type, or a tenth of it; float16's is -65504. */
const least = -1e4;

function everyRowLeavesOne(mask: TensorProto): boolean {
	const type = tensorType(mask.dataType);
	const elements = elementCount(mask.dims);
	const width = mask.dims.at(-1) ?? 0;
	if (!type || !(elements > 0 && elements <= mostElements)) return false;
	const read = tensorBytesInMemory(mask);
	if (!read || "problem" in read) return false;
	const values = tensorValues(type, read.bytes, elements);
	for (let row = 0; row < elements; row += width) {
		let leaves = false;
		for (let i = row; i < row + width; i++) leaves ||= Number(values[i]) > least;
		if (!leaves) return false;
	}
	return true;
}
