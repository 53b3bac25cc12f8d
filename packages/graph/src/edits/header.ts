import { withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import type { SetMetadata, SetModel } from "../edit.ts";
import type { Graph, Header } from "../graph.ts";
import { nearestName } from "../nearest-name.ts";
import { refuse } from "../refusal.ts";

export function setMetadata(graph: Graph, { key, value }: SetMetadata): Graph {
	const entries = graph.header.metadataProps;
	const known = entries.find((entry) => entry.key === key);
	if (value === undefined && !known) {
		const nearest = nearestName(
			key,
			entries.map((entry) => entry.key ?? ""),
		);
		refuse("edit/no-such-metadata", { wanted: key, nearest });
	}
	if (known && known.value === value) return graph;
	const others = entries.filter((entry) => entry.key !== key);
	const place = known ? entries.indexOf(known) : others.length;
	const metadataProps = value === undefined ? others : others.toSpliced(place, 0, { key, value });
	return { ...graph, header: { ...graph.header, metadataProps } };
}

export function setModel(graph: Graph, { do: _, graphName, irVersion, modelVersion, ...texts }: SetModel): Graph {
	const wanted: Partial<Header> = {
		...texts,
		...(irVersion !== undefined && { irVersion: wholeNumber(irVersion, "The IR version") }),
		...(modelVersion !== undefined && { modelVersion: BigInt(wholeNumber(modelVersion, "The model's version")) }),
	};
	const { header } = graph;
	const isSame = Object.entries(wanted).every(([field, value]) => header[field as keyof Header] === value);
	const edited = isSame ? graph : { ...graph, header: { ...header, ...wanted } };
	const main = bodyOf(edited, edited.main);
	return graphName === undefined || graphName === main.name ? edited : withBody(edited, { ...main, name: graphName });
}

function wholeNumber(number: number, what: string): number {
	return Number.isSafeInteger(number) && number >= 0 ? number : refuse("edit/bad-number", { what, number });
}
