import { readFile } from "node:fs/promises";
import type { Graph } from "@suture/graph";
import { type PluginDescription, readPlugins } from "@suture/plugins";
import { SutureError } from "@suture/problems";

/** Plugins that a target has besides its own. */
export interface AskedPlugins {
	readonly names: readonly string[];
	/** Of those that a file describes. */
	readonly descriptions: readonly PluginDescription[];
}

/** What `--plugins` says: names, and files of descriptions. Rejects with SutureError for a file that does not describe plugins. */
export async function pluginsAsked(given: readonly string[] = []): Promise<AskedPlugins> {
	const names: string[] = [];
	const descriptions: PluginDescription[] = [];
	for (const word of given) {
		if (!word.endsWith(".json")) {
			names.push(word);
			continue;
		}
		const text = await readFile(word, "utf8").catch((cause: NodeJS.ErrnoException) => {
			if (cause.code === "ENOENT") throw new SutureError("file/missing", { file: word }, { cause });
			throw new SutureError("file/unreadable", { file: word, reason: cause.message }, { cause });
		});
		const { plugins, problems } = readPlugins(text, word);
		const [first] = problems;
		if (first) throw SutureError.from(first);
		descriptions.push(...plugins);
		names.push(...plugins.map(({ name }) => name));
	}
	return { names, descriptions };
}

/** Libraries of the described plugins that a graph has nodes of. */
export function librariesFor(graph: Graph, descriptions: readonly PluginDescription[]): readonly string[] {
	const used = new Set([...graph.bodies.values()].flatMap(({ nodes }) => nodes.map(({ opType }) => opType)));
	const libraries = descriptions.flatMap(({ name, library }) => (used.has(name) ? (library ?? []) : []));
	return [...new Set(libraries)];
}
