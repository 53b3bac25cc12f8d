import type { Edit, Graph, NodeId } from "@suture/graph";
import { roundingOf } from "@suture/proof";
import type { NmsForm } from "@suture/repair";
import type { Evaluator, RoundState } from "@suture/rewrite";
import type { Target } from "@suture/tensorrt";
import {
	checkTarget,
	previewOfRepair,
	type RepairPreview,
	type RepairWish,
	readTarget,
	repair,
	type TargetCheck,
} from "./check-target.ts";
import { type NmsPlace, nmsEdits, nmsPlaces } from "./detections.ts";
import { inlineContents } from "./inline-contents.ts";
import { type OfferLine, offerEdits, offerLines } from "./offers.ts";
import type { OpenDocument } from "./open-document.ts";
import { openGraph, type Proof, prove } from "./prove.ts";
import { Runtime } from "./runtime.ts";
import type { SavedFile } from "./saved-model.ts";
import { sha256Of } from "./sha256-of.ts";
import {
	previewOfSimplification,
	rulesOnRequest,
	type SimplifyPreview,
	type SimplifyWish,
	simplify,
} from "./simplification.ts";
import { draftOf, type SplitDraft, type SplitWish, withoutWish, withWish } from "./split-draft.ts";
import { type LoadedPlugin, previewOfSplit, type SplitPreview, zipOfSplit } from "./split-off.ts";

/** Where what takes a while is worked out: simplifying, repair, splitting, proofs. It prepares steps, and changes nothing. */
export class Workbench {
	readonly #document: () => OpenDocument;
	readonly #runtime = new Runtime();
	#turn = 0;
	#plugins: readonly LoadedPlugin[] = [];
	/** A split that is being looked at, and the graph that it is of. */
	#split: SplitDraft | undefined;

	constructor(document: () => OpenDocument) {
		this.#document = document;
	}

	/** Plugins that every target has besides its own. */
	takePlugins(plugins: readonly LoadedPlugin[]): void {
		this.#plugins = plugins;
	}

	/** What simplifying does only when somebody asks for it. */
	rulesOnRequest(): typeof rulesOnRequest {
		return rulesOnRequest;
	}

	/** What simplifying would do. `progress` is told before each round. Rejects when it is stopped. */
	async lookAtSimplification(
		wish: SimplifyWish,
		progress: (state: RoundState) => Promise<void>,
	): Promise<SimplifyPreview> {
		const started = performance.now();
		const work = this.#start();
		const document = this.#document();
		const before = document.graph;
		const rewritten = await simplify(before, wish, work.evaluate, async (state) => {
			await progress(state); // lets a wish to stop come in
			work.check();
		});
		document.prepare(before, [await inlineContents(rewritten.edits, rewritten.contents)]);
		return previewOfSimplification(before, rewritten, (performance.now() - started) / 1000);
	}

	/** What a target will refuse of the graph as it is now. Throws SutureError for an unknown target. */
	checkTarget(target: string): TargetCheck {
		const { graph, inferred } = this.#document();
		return checkTarget(graph, inferred.facts, this.#target(target));
	}

	/** Which rules fit which nodes that a target refuses. */
	offers(target: string): readonly OfferLine[] {
		return offerLines(this.#document(), readTarget(target));
	}

	/** The edits of a rule at nodes. */
	offerEdits(target: string, rule: string, nodes: readonly NodeId[]): readonly Edit[] {
		return offerEdits(this.#document(), readTarget(target), rule, nodes);
	}

	/** What it would take until a target refuses nothing. Rejects when it is stopped. */
	async lookAtRepair(
		target: string,
		wish: RepairWish,
		progress: (done: number, rule: string) => void,
	): Promise<RepairPreview> {
		const work = this.#start();
		const document = this.#document();
		const before = document.graph;
		const wanted = this.#target(target);
		const proveStep = async (after: Graph) => {
			work.check();
			const { reason, ...found } = await prove(before, after, this.#runtime, { tolerance: roundingOf(before) });
			return { ...found, ...(reason === undefined ? {} : { reason }) };
		};
		const open = (graph: Graph) => openGraph(graph, this.#runtime);
		const options = { evaluate: work.evaluate, sha256: sha256Of, prove: proveStep, open };
		const repaired = await repair(before, wanted, wish, options, progress);
		work.check();
		const steps = await Promise.all(repaired.steps.map(({ edits }) => inlineContents(edits, repaired.contents)));
		document.prepare(before, steps);
		return previewOfRepair(repaired.graph, wanted, repaired);
	}

	/** How the model would be split for a target: what it refuses goes in front of the engine and behind it. */
	lookAtSplit(target: string): SplitPreview {
		return this.#showSplit(draftOf(this.#document().graph, this.#target(target), []));
	}

	/** The split that is looked at, with nodes where someone wants them; undefined when that changes nothing. Throws SutureError, with
	 *  why, when it can't be. */
	wishSplit(wish: SplitWish): SplitPreview | undefined {
		const draft = this.#split && withWish(this.#split, wish);
		return draft && this.#showSplit(draft);
	}

	/** The split without one of its wishes, or without any. */
	takeBackWish(position: number | "all"): SplitPreview | undefined {
		return this.#split && this.#showSplit(withoutWish(this.#split, position));
	}

	/** The parts that were looked at last with the programs that run them, as a zip. */
	async saveSplit(): Promise<SavedFile | undefined> {
		const { files } = this.#document();
		if (!this.#split) return undefined;
		const name = files.name.replace(/(\.onnx)?$/i, "");
		return { name: `${name}.parts.zip`, blob: await zipOfSplit(this.#split, files.name, this.#plugins) };
	}

	/** Where the model suppresses boxes, and what can be made of it for a target. */
	nmsPlaces(target: string): NmsPlace[] {
		const { graph, inferred } = this.#document();
		return nmsPlaces(graph, inferred.facts, this.#target(target));
	}

	/** The edits of one of the offers; undefined when it can't be made. */
	nmsEdits(node: NodeId, form: NmsForm, target: string): readonly Edit[] | undefined {
		return nmsEdits(this.#document().graph, node, form, this.#target(target));
	}

	/** Runs the model as it was opened and as it is now on the same random inputs. Rejects when it is stopped. */
	async prove(sizes: Readonly<Record<string, readonly number[]>>): Promise<Proof> {
		this.#start();
		const { timeline, graph } = this.#document();
		const { base } = timeline;
		return await prove(base, graph, this.#runtime, { sizes, tolerance: roundingOf(base) });
	}

	/** Ends what is being worked out or proven. */
	stop(): void {
		this.#turn += 1;
		this.#runtime.stop();
	}

	/** Throws SutureError for an unknown target. */
	#target(text: string): Target {
		return { ...readTarget(text), plugins: this.#plugins.map(({ name }) => name) };
	}

	#showSplit(draft: SplitDraft): SplitPreview {
		this.#split = draft;
		return previewOfSplit(draft);
	}

	/** A new piece of work; an earlier one is no longer wanted. */
	#start(): { evaluate: Evaluator; check: () => void } {
		const turn = ++this.#turn;
		return {
			evaluate: (model, outputs) => this.#runtime.evaluate(model, outputs),
			check: () => {
				if (turn !== this.#turn) throw new Error("It was stopped.");
			},
		};
	}
}
