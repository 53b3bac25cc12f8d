import { modelEntrySchema } from "@suture/protocol";
import { askHost } from "../host/ask-host.ts";
import type { FirstGroups } from "../surgeon/picture.ts";
import { notify, openModel, problemOf } from "../workspace/workspace.ts";

/** Follows the link that the page was opened with: `/?model=NAME&node=/NonZero`; with `&groups=all` every module is open. */
export function openFromAddress(): void {
	const wanted = new URL(location.href).searchParams;
	const model = wanted.get("model");
	const groups = wanted.get("groups") === "all" ? "all" : "some";
	if (model !== null) void openHostModel(model, wanted.get("node") ?? undefined, groups);
}

/** Opens a model of the host, by its id or its name, at a node; the address then leads there again. */
export async function openHostModel(model: string, node?: string, groups: FirstGroups = "some"): Promise<void> {
	try {
		const entry = modelEntrySchema.parse(await askHost("GET", `/api/models/${encodeURIComponent(model)}`));
		const address = new URL(location.href);
		address.searchParams.set("model", entry.origin === "upload" ? entry.id : entry.name);
		if (node === undefined) address.searchParams.delete("node");
		history.replaceState(null, "", address);
		await openModel({ from: "host", id: entry.id, name: entry.name }, node, groups);
	} catch (error) {
		notify(problemOf(error));
	}
}
