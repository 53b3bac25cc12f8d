import { type Body, type Graph, indexOf } from "@suture/graph";
import { contentsOf, type TensorProto } from "@suture/onnx";
import { lookInto } from "./match/uniform.ts";
import { readContentKey } from "./rules/share-equal-weights/content-key.ts";

/** Operators that do nothing when an operand is one certain number throughout. */
const mayBeNeutral: ReadonlySet<string> = new Set(["Add", "Sub", "Mul", "Div", "Pow"]);

/** Reads what rules ask of weights that are not in memory: whether two of one type and shape are equal, and whether one is the same
 *  number throughout. Each weight is read once, and most are never read. Rejects with SutureError when a file can't be read. */
export async function learnWeights(
	graph: Graph,
	sha256: (bytes: Uint8Array) => string | Promise<string>,
): Promise<void> {
	for (const body of graph.bodies.values()) {
		for (const tensors of await sameBeginning(sameTypeAndShape(body))) {
			for (const tensor of tensors) await readContentKey(tensor, sha256);
		}
		const { uses } = indexOf(body);
		for (const tensor of body.initializers) {
			const readers = uses.get(tensor.name ?? "") ?? [];
			if (readers.some(({ node }) => mayBeNeutral.has(node.opType))) await lookInto(tensor);
		}
	}
}

function sameTypeAndShape({ initializers }: Body): TensorProto[][] {
	const groups = Map.groupBy(initializers, ({ dataType, dims }) => `${dataType}[${dims.join()}]`);
	return [...groups.values()].filter(({ length }) => length > 1);
}

/** The groups taken apart by the first bytes of their tensors: most that are not equal differ there, and need not be read whole. */
async function sameBeginning(groups: readonly TensorProto[][]): Promise<TensorProto[][]> {
	const found: TensorProto[][] = [];
	for (const group of groups) {
		const begins = new Map<string, TensorProto[]>();
		for (const tensor of group) {
			const begin = await beginning(tensor);
			begins.set(begin, [...(begins.get(begin) ?? []), tensor]);
		}
		found.push(...[...begins.values()].filter(({ length }) => length > 1));
	}
	return found;
}

const beginnings = new WeakMap<TensorProto, string>();

async function beginning(tensor: TensorProto): Promise<string> {
	let known = beginnings.get(tensor);
	if (known === undefined) {
		const payload = contentsOf(tensor)?.payload;
		const length = payload?.at === "source" ? Math.min(payload.byteLength, firstBytes) : 0;
		known = payload?.at === "source" ? (await payload.source.read(payload.start, payload.start + length)).join() : "";
		beginnings.set(tensor, known);
	}
	return known;
}

const firstBytes = 256;
