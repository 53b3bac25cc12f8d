import type { Body } from "../graph.ts";
import { indexOf } from "../index-of.ts";

/** Of the values that a body gives, those that can have the wanted name at once: made by a node, and wanted once. By the name
 *  that they have in the body. "" is a value that nothing wants. */
export function namesOfOutputs(body: Body, given: readonly string[], wanted: readonly string[]): Map<string, string> {
	const { definitions } = indexOf(body);
	const names = new Map<string, string>();
	given.forEach((name, i) => {
		const want = wanted[i];
		if (want && !names.has(name) && definitions.get(name)?.by === "node") names.set(name, want);
	});
	return names;
}

/** The wanted values that are another value, by name: where the body hands on what it was given, or gives a value twice. */
export function aliasesOfOutputs(
	given: readonly string[],
	wanted: readonly string[],
	names: ReadonlyMap<string, string>,
): Map<string, string> {
	const aliases = new Map<string, string>();
	given.forEach((name, i) => {
		const want = wanted[i];
		const is = names.get(name) ?? name;
		if (want && is !== want) aliases.set(want, is);
	});
	return aliases;
}
