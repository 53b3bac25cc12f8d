import { type Category, categoryTable } from "./category-table.ts";

/**
 * What kind of work an operator does, for colours in the graph. An operator that nobody knows is "other".
 * The domain decides nothing today: names that two domains share mean the same kind of work.
 */
export function operatorCategory(operator: string, _domain: string): Category {
	return categoryOf.get(operator) ?? "other";
}

const categoryOf: ReadonlyMap<string, Category> = new Map(
	(Object.keys(categoryTable) as Category[]).flatMap((category) =>
		namesIn(category).map((operator) => [operator, category] as const),
	),
);

/** The operators of one category. */
export function namesIn(category: Category): readonly string[] {
	return categoryTable[category].trim().split(/\s+/);
}
