import { indexOf } from "@suture/graph";
import type { Difference } from "./difference.ts";

/** A value that nodes make before, and what stands for it after. */
export interface PairedValue {
	readonly before: string;
	readonly after: string;
	/** Whether it is an output of the model before. */
	readonly isOutput: boolean;
}

/** Values of the main graph that can be compared by running both: those that stand for each other, and those of one name. In the
 *  order in which they are made before. */
export function valuePairs({ bodies: [main] }: Difference): PairedValue[] {
	if (!main) return [];
	const { outputs } = indexOf(main.before);
	const { definitions } = indexOf(main.after);
	const isMade = (value: string) => definitions.get(value)?.by === "node";
	const taken = new Set(main.values.values());
	const made = main.before.nodes.flatMap((node) => node.outputs);
	return made.flatMap((before) => {
		const after = main.values.get(before) ?? (taken.has(before) ? undefined : before);
		if (before === "" || after === undefined || !isMade(after)) return [];
		return { before, after, isOutput: outputs.has(before) };
	});
}

/** Inputs of the main graph with their names after, where those differ. */
export function renamedInputs({ bodies: [main] }: Difference): Map<string, string> {
	const names = main?.before.inputs.map(({ name = "" }) => name) ?? [];
	return new Map(
		names.flatMap((name): [string, string][] => {
			const after = main?.values.get(name);
			return after === undefined || after === name ? [] : [[name, after]];
		}),
	);
}

/** Outputs of the model before for which no value that a node makes stands after. */
export function unpairedOutputs(difference: Difference): string[] {
	const paired = new Set(valuePairs(difference).map(({ before }) => before));
	const outputs = difference.bodies[0]?.before.outputs ?? [];
	return outputs.flatMap(({ name = "" }) => (paired.has(name) ? [] : name));
}
