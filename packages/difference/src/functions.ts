import type { FunctionHead, Graph } from "@suture/graph";
import { onlyPairs, sharedBy } from "./pair-by.ts";
import type { Reading } from "./reading.ts";

/** A function that came, went, or has other attributes or operator sets. What is in it is compared as a body. */
export interface FunctionChange {
	readonly before: FunctionHead | undefined;
	readonly after: FunctionHead | undefined;
}

/** Functions that are on both sides, by domain, name and overload, and how functions differ. */
export function pairFunctions(
	{ functions: before }: Graph,
	{ functions: after }: Graph,
	{ intern }: Reading,
): { pairs: [FunctionHead, FunctionHead][]; changes: FunctionChange[] } {
	const key = ({ domain, name, overload }: FunctionHead) => JSON.stringify([domain, name, overload]);
	const pairs = onlyPairs(sharedBy(before, after, key));
	const paired = new Set(pairs.flat());
	const head = ({ attributes, attributeDefaults, opsetImport }: FunctionHead) =>
		intern(
			JSON.stringify([attributes, attributeDefaults, opsetImport], (_, value) =>
				typeof value === "bigint" ? `${value}n` : value,
			),
		);
	const changes = [
		...before.filter((one) => !paired.has(one)).map((one) => ({ before: one, after: undefined })),
		...after.filter((one) => !paired.has(one)).map((one) => ({ before: undefined, after: one })),
		...pairs.filter(([a, b]) => head(a) !== head(b)).map(([a, b]) => ({ before: a, after: b })),
	];
	return { pairs, changes };
}
