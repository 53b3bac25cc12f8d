import { type Graph, nameOf } from "@suture/graph";
import { problem } from "@suture/problems";
import { importerOf } from "../../parser/operators.ts";
import { isLoaded } from "../../target/is-loaded.ts";
import { releaseNumber } from "../../target/releases.ts";
import type { Foreseen } from "../found.ts";
import type { Site } from "../site.ts";
import { neededPlugin } from "./plugin-operators.ts";

/** Operators that have no importer, function or plugin, and those whose importer wants a plugin that is not loaded. */
export function refusedByImporter(site: Site, graph: Graph): Foreseen[] {
	const { node, place, release, target } = site;
	const facts = { node: nameOf(node), operator: node.opType };
	const at = { node: place };
	switch (importerOf(node.opType, release)) {
		case "refused":
			return [{ problem: problem("tensorrt/unsupported-operator", facts, at), said: "false" }];
		case "plugin": {
			if (isFunction(site, graph) || isLoaded(target, node.opType)) return [];
			const said = "Plugin not found, are the plugin name, version, and namespace correct?";
			return [{ problem: problem("tensorrt/unknown-operator", facts, at), said }];
		}
		case "builtin": {
			const plugin = neededPlugin(site);
			if (!plugin || isLoaded(target, plugin.name)) return [];
			return [{ problem: problem("tensorrt/needs-plugin", facts, at), said: plugin.said }];
		}
	}
}

/** Parsers import functions of the model since 9.0. */
function isFunction({ node, release }: Site, { functions }: Graph): boolean {
	const { opType, domain, overload } = node;
	return (
		release >= releaseNumber("9.0") &&
		functions.some((head) => head.name === opType && head.domain === domain && head.overload === overload)
	);
}
