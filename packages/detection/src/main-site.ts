import type { Site } from "@suture/rewrite";
import type { Detection } from "./detection.ts";

/** The body that runs when the model runs. */
export function mainSite({ site }: Detection): Site {
	let at = site;
	while (at.outer) at = at.outer;
	return at;
}

/** Outputs of main that follow from values. */
export function outputsBehind(main: Site, values: readonly string[]): readonly string[] {
	const found = new Set(values);
	for (const at of found) {
		for (const { node } of main.index.uses.get(at) ?? [])
			for (const output of node.outputs) if (output !== "") found.add(output);
	}
	return [...main.index.outputs.keys()].filter((output) => found.has(output));
}
