import type { Dimension } from "./expression.ts";
import { substitute } from "./substitute.ts";

/** The number that a dimension is once its symbols are bound; undefined while one of them is not. */
export function evaluate(dimension: Dimension, numbers: ReadonlyMap<string, number>): number | undefined {
	const found = substitute(dimension, ({ name }) => numbers.get(name));
	return typeof found === "number" ? found : undefined;
}
