import { isStandardPlugin } from "../parser/plugins.ts";
import { parserRelease, type Target } from "./target.ts";

/** Whether a target has a plugin: it is in NVIDIA's library of the release and that is loaded, or it was named. */
export function isLoaded(target: Target, plugin: string): boolean {
	const release = parserRelease(target);
	const hasStandard = target.backend === "tensorrt" || target.plugins.includes("standard");
	return target.plugins.includes(plugin) || (hasStandard && release !== undefined && isStandardPlugin(plugin, release));
}
