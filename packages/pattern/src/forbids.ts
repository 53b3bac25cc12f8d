import { type Problem, problem } from "@suture/problems";
import type { Occurrence } from "./occurrence.ts";
import type { Pattern } from "./pattern.ts";
import type { ReaderOutside } from "./read-by-others.ts";

/** Why nodes that look like a pattern can't be taken for it: somebody reads a value inside that would be gone, another node or
 *  one of these by an input that the pattern has from outside. Undefined when nothing forbids it. */
export function whatForbids(pattern: Pattern, reader: ReaderOutside, occurrence: Occurrence): Problem | undefined {
	const { values } = occurrence;
	const nodes = new Set(occurrence.nodes);
	const outputs = new Set(pattern.outputs.map((name) => values.get(name)));
	const inside = new Set<string>();
	for (const node of nodes) {
		for (const value of node.outputs) {
			if (value === "" || outputs.has(value)) continue;
			inside.add(value);
			const read = reader(value, nodes);
			if (read !== undefined) return problem("pattern/read-outside", { value, reader: read }, { value });
		}
	}
	const input = pattern.inputs.find((name) => inside.has(values.get(name) ?? ""));
	if (input === undefined) return undefined;
	const value = values.get(input) ?? "";
	return problem("pattern/input-inside", { value, input }, { value });
}
