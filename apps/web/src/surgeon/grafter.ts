import { applyEdits, type Graph } from "@suture/graph";
import type { Images } from "@suture/preprocess";
import type { Problem } from "@suture/problems";
import { inlineContents } from "./inline-contents.ts";
import { type Met, meetOpsets, type OpsetMeeting } from "./meeting-opsets.ts";
import { type MergeWish, type PlannedMerge, planMerge, prefixFor } from "./merge.ts";
import type { OpenDocument } from "./open-document.ts";
import type { Origin } from "./open-files.ts";
import { type OtherModel, readOther } from "./other-model.ts";
import { type Ports, portsOf } from "./ports-of.ts";
import { type PlannedPreprocessing, preprocessing } from "./preprocessing.ts";
import type { Preview } from "./preview.ts";

/** Another model beside the open one, before they are merged. */
export interface OtherDescription {
	readonly name: string;
	readonly nodes: number;
	readonly weightBytes: number;
	readonly opsets: readonly { readonly domain: string; readonly version: number }[];
	readonly ports: Ports;
	/** Those of the open model. */
	readonly here: Ports;
	/** A prefix with which no name is taken. */
	readonly prefix: string;
	readonly problems: readonly Problem[];
}

/** What a merge would come to. */
export interface MergePreview extends Preview {
	readonly meetings: readonly OpsetMeeting[];
	/** What of the other model would get lost. */
	readonly lost: readonly Problem[];
	/** The inputs and outputs that the model would have. */
	readonly after: Ports;
}

/** Plans what is grafted onto the network: pre-processing, another model. It changes nothing. */
export class Grafter {
	readonly #document: () => OpenDocument;
	#other: OtherModel | undefined;
	/** Both models at the same operator sets, and the graph for which that is so. */
	#met: { readonly graph: Graph; readonly met: Met } | undefined;

	constructor(document: () => OpenDocument) {
		this.#document = document;
	}

	/** Pre-processing of images in front of an input of the main graph. */
	preprocessing(input: string, images: Images): PlannedPreprocessing {
		return preprocessing(this.#document().graph, input, images);
	}

	/** Reads a model to merge with; problems where it can't be. Rejects with SutureError when there is no file. */
	async readOther(origin: Origin): Promise<OtherDescription | { readonly problems: readonly Problem[] }> {
		const { graph, inferred } = this.#document();
		const other = await readOther(origin);
		if (!("graph" in other)) return other;
		this.#other = other;
		this.#met = undefined;
		return {
			name: other.name,
			nodes: [...other.graph.bodies.values()].reduce((sum, { nodes }) => sum + nodes.length, 0),
			weightBytes: other.weightBytes,
			opsets: other.graph.header.opsetImport.map(({ domain = "", version = 0 }) => ({
				domain: domain || "ai.onnx",
				version,
			})),
			ports: other.ports,
			here: portsOf(graph, inferred),
			prefix: prefixFor(graph, other),
			problems: other.problems,
		};
	}

	/** What merging with the model that was read last would come to; undefined when there is none. */
	async lookAtMerge(wish: MergeWish): Promise<MergePreview | undefined> {
		const planned = await this.#planned(wish);
		if (!planned) return undefined;
		const { edits, meetings, problems, contents } = planned;
		const document = this.#document();
		const preview = document.preview(edits, { contents });
		const { graph } = applyEdits(document.graph, edits, { contents });
		return { ...preview, meetings, lost: problems, after: portsOf(graph, document.inferredOf(graph)) };
	}

	/** Prepares the merge as a step that holds all it needs. Gives whether there is something to merge with. */
	async prepareMerge(wish: MergeWish): Promise<boolean> {
		const document = this.#document();
		const before = document.graph;
		const planned = await this.#planned(wish);
		if (!planned || !this.#other) return false;
		document.prepare(before, [await inlineContents(planned.edits, this.#other.contents)]);
		return true;
	}

	/** Forgets the model that was read. */
	forgetOther(): void {
		this.#other = undefined;
		this.#met = undefined;
	}

	async #planned(wish: MergeWish) {
		const other = this.#other;
		if (!other) return undefined;
		const { graph } = this.#document();
		if (this.#met?.graph !== graph) this.#met = { graph, met: meetOpsets(graph, other.graph) };
		const { met } = this.#met;
		const planned: PlannedMerge = await planMerge(met, other, wish);
		const contents = (sha256: string) => other.contents.get(sha256);
		return { ...planned, meetings: met.meetings, contents };
	}
}
