import { bodyOf, type Graph, type Header } from "@suture/graph";

/** A field of the model, of its operator sets or of its metadata; undefined where it is not there. */
export interface HeaderChange {
	readonly of: "model" | "opset" | "metadata";
	/** The field, the domain, the key. */
	readonly name: string;
	readonly before: string | undefined;
	readonly after: string | undefined;
}

/** What differs around the graphs. */
export function headerChanges(before: Graph, after: Graph): HeaderChange[] {
	return [
		...changesOf("opset", opsets(before.header), opsets(after.header)),
		...changesOf("model", fields(before), fields(after)),
		...changesOf("metadata", metadata(before.header), metadata(after.header)),
	];
}

function changesOf(
	of: HeaderChange["of"],
	before: ReadonlyMap<string, string>,
	after: ReadonlyMap<string, string>,
): HeaderChange[] {
	const names = new Set([...before.keys(), ...after.keys()]);
	return [...names]
		.map((name) => ({ of, name, before: before.get(name), after: after.get(name) }))
		.filter((change) => change.before !== change.after);
}

function opsets({ opsetImport }: Header): Map<string, string> {
	return new Map(opsetImport.map(({ domain, version }) => [domain || "ai.onnx", String(version ?? 0)]));
}

function metadata({ metadataProps }: Header): Map<string, string> {
	return new Map(metadataProps.map(({ key = "", value = "" }) => [key, value]));
}

function fields(graph: Graph): Map<string, string> {
	const { irVersion, producerName, producerVersion, domain, modelVersion, docString } = graph.header;
	const all: readonly (readonly [string, string | number | bigint | undefined])[] = [
		["IR version", irVersion],
		["producer", [producerName, producerVersion].filter(Boolean).join(" ")],
		["domain", domain],
		["model version", modelVersion || undefined],
		["doc string", docString],
		["graph name", bodyOf(graph, graph.main).name],
	];
	return new Map(all.flatMap(([name, value]) => (value ? [[name, String(value)] as const] : [])));
}
