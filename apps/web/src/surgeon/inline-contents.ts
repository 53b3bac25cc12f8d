import { base64FromBytes, type Edit } from "@suture/graph";
import { type Payload, readPayload } from "@suture/onnx";

/** Edits that bring along what they named by its hash only, so that others can do them too. */
export async function inlineContents(edits: readonly Edit[], contents: ReadonlyMap<string, Payload>): Promise<Edit[]> {
	return await Promise.all(edits.map(async (edit) => (await inlined(edit, contents)) as Edit));
}

async function inlined(part: unknown, contents: ReadonlyMap<string, Payload>): Promise<unknown> {
	if (Array.isArray(part)) return await Promise.all(part.map((one) => inlined(one, contents)));
	if (typeof part !== "object" || part === null) return part;
	const payload = "sha256" in part && typeof part.sha256 === "string" ? contents.get(part.sha256) : undefined;
	if (payload) {
		const { sha256: _, ...rest } = part as { sha256: string };
		return { ...rest, base64: base64FromBytes(await readPayload(payload)) };
	}
	const entries = await Promise.all(
		Object.entries(part).map(async ([key, value]) => [key, await inlined(value, contents)] as const),
	);
	return Object.fromEntries(entries);
}
