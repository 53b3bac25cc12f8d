import type { PluginDescription } from "@suture/plugins";
import { createStore } from "zustand/vanilla";
import { planner, workbench } from "../surgeon/connect.ts";
import { remember, remembered } from "../workspace/remember.ts";
import { notify } from "../workspace/workspace.ts";

/** A file of descriptions that the person loaded. */
interface PluginFile {
	readonly name: string;
	readonly text: string;
}

interface PluginState {
	/** Plugins of loaded files. */
	readonly described: readonly PluginDescription[];
	/** Told anew when the workbench knows them. */
	readonly files: readonly string[];
}

export const pluginStore = createStore<PluginState>()(() => ({ described: [], files: [] }));

/** Takes up the files that the browser kept from the last visit. */
export async function restorePlugins(): Promise<void> {
	const { files = [] } = remembered<{ files: readonly PluginFile[] }>("plugins");
	if (Array.isArray(files)) await take(files);
}

/** Loads a file of descriptions; one of the same name is forgotten. Gives whether it describes plugins. */
export async function loadPlugins(file: File): Promise<boolean> {
	const text = await file.text();
	const { problems } = await planner.readPlugins(text, file.name);
	for (const found of problems.slice(0, 3)) notify(found);
	if (problems.length > 0) return false;
	const { files = [] } = remembered<{ files: readonly PluginFile[] }>("plugins");
	const kept = [...files.filter(({ name }) => name !== file.name), { name: file.name, text }];
	remember("plugins", { files: kept });
	await take(kept);
	return true;
}

/** Forgets what was loaded. */
export async function forgetPlugins(): Promise<void> {
	remember("plugins", { files: [] });
	await take([]);
}

async function take(files: readonly PluginFile[]): Promise<void> {
	const read = await Promise.all(files.map(({ name, text }) => planner.readPlugins(text, name)));
	const described = read.flatMap(({ plugins }) => plugins);
	await workbench.takePlugins(described.map(({ name, library }) => ({ name, library })));
	pluginStore.setState({ described, files: files.map(({ name }) => name) });
}
