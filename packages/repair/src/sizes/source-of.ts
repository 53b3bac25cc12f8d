import type { Body } from "@suture/graph";
import { isExpression, sameDimension, symbol, symbolOf } from "@suture/ops";
import { factAt, type Site, shapeAt } from "@suture/rewrite";

/** Where a size can be read: an axis of a value, or an element of a list of integers. */
export type SizeSource =
	| { readonly read: "axis"; readonly value: string; readonly position: number }
	| { readonly read: "element"; readonly value: string; readonly position: number; readonly isScalar: boolean };

/** Finds for a named size a value that has it and that is there before a node: an input where possible. Undefined: nothing has. */
export function sourceOf(site: Site, name: string, before: number): SizeSource | undefined {
	for (let at: Site | undefined = site; at; at = at.outer) {
		const given = at.body.inputs.map((input) => input.name ?? "");
		const made = at === site ? valuesBefore(at.body, before) : [];
		for (const value of [...given, ...made]) {
			const found = sourceIn(at, value, name);
			if (found) return found;
		}
	}
	return undefined;
}

function sourceIn(site: Site, value: string, name: string): SizeSource | undefined {
	const wanted = symbol(name);
	const axis = shapeAt(site, value)?.findIndex((size) => symbolOf(size)?.name === name) ?? -1;
	if (axis >= 0) return { read: "axis", value, position: axis };
	const position = factAt(site, value).value?.findIndex((one) => isExpression(one) && sameDimension(one, wanted)) ?? -1;
	const isInput = site.index.definitions.get(value)?.by === "input";
	if (position < 0 || !isInput) return undefined;
	return { read: "element", value, position, isScalar: shapeAt(site, value)?.length === 0 };
}

/** What nodes in front of one make. */
function valuesBefore(body: Body, position: number): string[] {
	return body.nodes.slice(0, position).flatMap(({ outputs }) => outputs.filter((one) => one !== ""));
}
