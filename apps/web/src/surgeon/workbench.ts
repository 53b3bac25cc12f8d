import type { Edit, Graph, NodeId } from "@suture/graph";
import { roundingOf } from "@suture/proof";
import type { Kind } from "@suture/repair";
import type { Evaluator, RoundState } from "@suture/rewrite";
import { type SplitForTarget, splitForTarget } from "@suture/split";
import {
	checkTarget,
	previewOfRepair,
	type RepairPreview,
	readTarget,
	repair,
	type TargetCheck,
} from "./check-target.ts";
import { type NmsForm, type NmsPlace, nmsEdits, nmsPlaces } from "./detections.ts";
import { inlineContents } from "./inline-contents.ts";
import type { OpenDocument } from "./open-document.ts";
import { type Proof, prove } from "./prove.ts";
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
import { previewOfSplit, type SplitPreview, zipOfSplit } from "./split-off.ts";

/** Where what takes a while is worked out: simplifying, repair, splitting, proofs. It prepares steps, and changes nothing. */
export class Workbench {
	readonly #document: () => OpenDocument;
	readonly #runtime = new Runtime();
	#turn = 0;
	/** A split that is being looked at, and the graph that it is of. */
	#split: { readonly whole: Graph; readonly found: SplitForTarget } | undefined;

	constructor(document: () => OpenDocument) {
		this.#document = document;
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
		return checkTarget(graph, inferred.facts, readTarget(target));
	}

	/** What it would take until a target refuses nothing. Rejects when it is stopped. */
	async lookAtRepair(
		target: string,
		allowed: readonly Kind[],
		progress: (done: number, rule: string) => void,
	): Promise<RepairPreview> {
		const work = this.#start();
		const document = this.#document();
		const before = document.graph;
		const wanted = readTarget(target);
		const proveStep = async (after: Graph) => {
			work.check();
			const { reason, ...found } = await prove(before, after, this.#runtime, { tolerance: roundingOf(before) });
			return { ...found, ...(reason === undefined ? {} : { reason }) };
		};
		const options = { evaluate: work.evaluate, sha256: sha256Of, prove: proveStep };
		const repaired = await repair(before, wanted, allowed, options, progress);
		work.check();
		const steps = await Promise.all(repaired.steps.map(({ edits }) => inlineContents(edits, repaired.contents)));
		document.prepare(before, steps);
		return previewOfRepair(repaired.graph, wanted, repaired);
	}

	/** How the model would be split for a target: what it refuses goes in front of the engine and behind it. */
	lookAtSplit(target: string): SplitPreview {
		const wanted = readTarget(target);
		const whole = this.#document().graph;
		const found = splitForTarget(whole, wanted);
		this.#split = { whole, found };
		return previewOfSplit(wanted, found);
	}

	/** The parts that were looked at last with the programs that run them, as a zip. */
	async saveSplit(): Promise<SavedFile | undefined> {
		const { files } = this.#document();
		if (!this.#split) return undefined;
		const name = files.name.replace(/(\.onnx)?$/i, "");
		return { name: `${name}.parts.zip`, blob: await zipOfSplit(this.#split.whole, this.#split.found, files.name) };
	}

	/** Where the model suppresses boxes, and what can be made of it. */
	nmsPlaces(): NmsPlace[] {
		const { graph, inferred } = this.#document();
		return nmsPlaces(graph, inferred.facts);
	}

	/** The edits of one of the offers; undefined when it can't be made. */
	nmsEdits(node: NodeId, form: NmsForm): readonly Edit[] | undefined {
		return nmsEdits(this.#document().graph, node, form);
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
