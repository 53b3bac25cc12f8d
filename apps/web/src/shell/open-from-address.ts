import { modelEntrySchema } from "@suture/protocol";
import { askHost } from "../host/ask-host.ts";
import { notify, openModel, problemOf } from "../workspace/workspace.ts";

/** Follows the link that the page was opened with: `/?model=NAME&node=/NonZero`. */
export function openFromAddress(): void {
	const wanted = new URL(location.href).searchParams;
	const model = wanted.get("model");
	if (model !== null) void openHostModel(model, wanted.get("node") ?? undefined);
}

/** Opens a model of the host, by its id or its name, at a node; the address then leads there again. */
export async function openHostModel(model: string, node?: string): Promise<void> {
	try {
		const entry = modelEntrySchema.parse(await askHost("GET", `/api/models/${encodeURIComponent(model)}`));
		const address = new URL(location.href);
		address.searchParams.set("model", entry.origin === "upload" ? entry.id : entry.name);
		if (node === undefined) address.searchParams.delete("node");
		history.replaceState(null, "", address);
		await openModel({ from: "host", id: entry.id, name: entry.name }, node);
	} catch (error) {
		notify(problemOf(error));
	}
}
