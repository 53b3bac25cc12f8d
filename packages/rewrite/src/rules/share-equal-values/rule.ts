import { type Elements, isExpression, isInteger, isTensor, keyOf } from "@suture/ops";
import type { Rule } from "../../finding.ts";
import { forward, told } from "../../match/forward.ts";
import { factAt, isPlain, type Site } from "../../match/site.ts";

export const shareEqualValues: Rule = {
	name: "share-equal-values",
	title: "Calculate the same sizes only once",
	level: "exact",
	operators: ["*"],
	match(site, node) {
		const [output = ""] = node.outputs;
		const earlier = firstOnes(site).get(output);
		if (!earlier) return undefined;
		const edits = forward(site, node, earlier);
		return (
			edits && {
				nodes: [node],
				sentence: `${told(node)} gives the same numbers as ${earlier}, whatever the sizes of the inputs.`,
				edits,
			}
		);
	},
};

const found = new WeakMap<Site, ReadonlyMap<string, string>>();

/** Values of sizes, each with the first value of the body that has the same elements. */
function firstOnes(site: Site): ReadonlyMap<string, string> {
	let known = found.get(site);
	if (!known) {
		known = findFirstOnes(site);
		found.set(site, known);
	}
	return known;
}

function findFirstOnes(site: Site): ReadonlyMap<string, string> {
	const first = new Map<string, string>();
	const equal = new Map<string, string>();
	for (const node of site.body.nodes) {
		if (node.opType === "Constant" || !isPlain(node)) continue;
		for (const value of node.outputs) {
			const key = value === "" ? undefined : keyOfElements(site, value);
			const earlier = key === undefined ? undefined : first.get(key);
			if (earlier) equal.set(value, earlier);
			else if (key !== undefined) first.set(key, value);
		}
	}
	return equal;
}

/** A text that two tensors share only when they have the same type, shape and elements for all sizes of the inputs; undefined when
 *  an element is not known, and when all are numbers, since those become constants. */
function keyOfElements(site: Site, value: string): string | undefined {
	const { type, value: elements } = factAt(site, value);
	if (!elements || !isTensor(type) || !isInteger(type.element)) return undefined;
	const keys = keysOf(elements);
	return keys && `${type.element}[${(type.shape ?? []).map(keyOf).join()}]${keys}`;
}

function keysOf(elements: Elements): string | undefined {
	let hasSymbols = false;
	const keys: string[] = [];
	for (const one of elements) {
		// Beyond 2^53 a number is only near what it stands for.
		if (Number.isSafeInteger(one)) keys.push(String(one));
		else if (isExpression(one)) {
			hasSymbols = true;
			keys.push(one.key);
		} else return undefined;
	}
	return hasSymbols ? keys.join(";") : undefined;
}
