import json from "../data/operators.json" with { type: "json" };

/**
 * A version of an operator as it lies in data/operators.json, written by tools/schemas/structure.py.
 * What a row does not say is as in the version before it; before the first one everything is empty.
 */
export interface OperatorRow {
	readonly since: number;
	/** "X:T B?:T": name, mark, type. `?` optional, `*1` variadic with at least 1, `~0` variadic of mixed types. */
	readonly inputs?: string;
	readonly outputs?: string;
	/** ["INT"], ["INT!"] when required, ["INT", 1] with a default. */
	readonly attributes?: Readonly<Record<string, readonly StoredValue[]>>;
	/** Type constraint to the index of its set in typeSets. */
	readonly types?: Readonly<Record<string, number>>;
	readonly function?: string;
	readonly deprecated?: boolean;
	readonly experimental?: boolean;
}

/** A default as JSON; an integer beyond 2^53 is { int: "…" }. */
export type StoredValue = StoredScalar | readonly StoredScalar[];
export type StoredScalar = number | string | { readonly int: string };

interface OperatorTable {
	readonly typeSets: readonly (readonly string[])[];
	readonly domains: Readonly<Record<string, Readonly<Record<string, readonly OperatorRow[]>>>>;
}

const table: OperatorTable = json;

/** Sets of types that constraints share; a row names one by its index. */
export const typeSets: OperatorTable["typeSets"] = table.typeSets;

/** Domain to operator to its versions, oldest first. Maps, since a stranger's operator may be called "constructor". */
export const operatorTable: ReadonlyMap<string, ReadonlyMap<string, readonly OperatorRow[]>> = new Map(
	Object.entries(table.domains).map(([domain, operators]) => [domain, new Map(Object.entries(operators))]),
);
