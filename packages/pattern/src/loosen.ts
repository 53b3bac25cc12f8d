import type { Pattern, PatternAttribute } from "./pattern.ts";

/** What of a pattern may be otherwise at other places. */
export interface Loosening {
	/** Names of constants of which any fits; true for all of them. */
	readonly constants?: readonly string[] | true;
	/** Attributes of which any value fits; true: nodes may have any attributes at all. */
	readonly attributes?: readonly AttributeOfNode[] | true;
	readonly commutative?: boolean;
}

export interface AttributeOfNode {
	/** 0-based position in the pattern. */
	readonly node: number;
	readonly attribute: string;
}

/** The pattern with what is asked for made looser. It fits wherever it fitted before. */
export function loosen(pattern: Pattern, { constants = [], attributes = [], commutative }: Loosening): Pattern {
	const isLoose = (name: string) => constants === true || constants.includes(name);
	const isAny = (node: number, { name }: PatternAttribute) =>
		attributes !== true && attributes.some((one) => one.node === node && one.attribute === name);
	return {
		...pattern,
		constants: pattern.constants.map((one) => (isLoose(one.name) ? { name: one.name } : one)),
		nodes: pattern.nodes.map((node, i) => {
			if (attributes === true || node.attributes === "any") return { ...node, attributes: "any" };
			return { ...node, attributes: node.attributes.map((one) => (isAny(i, one) ? { name: one.name } : one)) };
		}),
		commutative: commutative ?? pattern.commutative,
	};
}
