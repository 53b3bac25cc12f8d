import { valueBytes } from "@suture/analysis";
import { difference, fingerprintsOf, renamedInputs, unpairedOutputs, valuePairs } from "@suture/difference";
import { bodyOf, type Graph } from "@suture/graph";
import { compareValues, inputsOf, type ValuesCompared } from "@suture/proof";
import { runnableFolder } from "./runnable-folder.ts";
import { graphsInFloat } from "./verify.ts";

/** Compares every value that two models have in common, or their outputs alone, by running both in ONNX Runtime on the same random
 *  inputs. Values are matched by name and by structure. */
export async function compareAll(
	before: Graph,
	after: Graph,
	sizes: ReadonlyMap<string, readonly number[]>,
	which: "outputs" | "all",
): Promise<ValuesCompared> {
	const fingerprints = await fingerprintsOf(before, after);
	const found = difference(before, after, { fingerprints });
	const pairs = valuePairs(found).filter(({ isOutput }) => isOutput || which === "all");
	await using one = await runnableFolder(before);
	await using other = await runnableFolder(after);
	const outputs = bodyOf(before, before.main).outputs.map(({ name = "" }) => name);
	const measure = (chosen: ReadonlyMap<string, readonly number[]>) => valueBytes(before, chosen);
	const compared = await compareValues(one.open, other.open, inputsOf(before), outputs, pairs, {
		sizes,
		measure,
		renamedInputs: renamedInputs(found),
	});
	const inFloat = compared.reason === undefined ? undefined : graphsInFloat(before, after, compared.reason);
	if (inFloat) return await compareAll(...inFloat, sizes, which);
	const leftOut = unpairedOutputs(found).map((name) => ({
		before: name,
		after: "",
		reason: "the other model has nothing like it",
	}));
	return { ...compared, leftOut: [...compared.leftOut, ...leftOut] };
}
