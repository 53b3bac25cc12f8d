import { type Inferred, inferShapes } from "@suture/analysis";
import {
	addSteps,
	type Edit,
	type EditProblem,
	type Graph,
	goToMoment,
	graphAt,
	graphFromModel,
	type Handed,
	moveStep,
	type PlainStep,
	performStep,
	recipeOf,
	removeStep,
	startTimeline,
	switchStep,
	type Timeline,
	withSurroundings,
} from "@suture/graph";
import { readModel, sourceFromBlob } from "@suture/onnx";
import { invariant, type Problem, SutureError } from "@suture/problems";
import { AssumedSizes, type SizeTexts } from "./assumed-sizes.ts";
import { identityOf } from "./identity.ts";
import { forgetSession, type KeptSession, keepSession, sessionsOf } from "./kept-sessions.ts";
import { type FoundFiles, findFiles, type Origin } from "./open-files.ts";
import { type Preview, previewOf } from "./preview.ts";
import { type RecipeForm, recipeText } from "./recipe-text.ts";
import { type SavedModel, savedModel } from "./saved-model.ts";
import { sendModel } from "./send-model.ts";
import { staleTypes } from "./stale-types.ts";
import { textBytes } from "./text-bytes.ts";

/** Steps up to this many edits note what stands around their nodes, to be found in an export with other names. A simplification
 *  has thousands, and is better done anew there. */
const mostWithSurroundings = 50;

/** The most characters of a recipe that the host is sent; it takes 50 MB. */
const largestRecipe = 30_000_000;

/** The model as it is now, as the host knows it. */
export interface HostCopy {
	/** The id of a model there. */
	readonly model: string;
	/** What to do to it. */
	readonly recipe: readonly Edit[];
}

/** What the browser kept of a model. */
export type KeptSummary = Pick<KeptSession, "tab" | "savedMs" | "done">;

export interface ReadDocument {
	readonly document: OpenDocument | undefined;
	/** What reading the file had to say; errors mean that there is no document. */
	readonly problems: readonly Problem[];
	/** Data files that were asked for and are not there. */
	readonly missing: readonly string[];
}

/** Reads a model from where it lies. Rejects with SutureError when there is none. */
export async function openDocument(origin: Origin): Promise<ReadDocument> {
	const files = await findFiles(origin);
	if (!files)
		throw new SutureError("file/missing", { file: origin.from === "host" ? origin.name : "with the ending .onnx" });
	const { model, problems } = await readModel(files.main, { openExternal: files.openExternal });
	const missing = problems.flatMap(({ code, facts }) =>
		code === "onnx/external-missing" ? [String(facts["location"])] : [],
	);
	return { document: model && new OpenDocument(origin, files, graphFromModel(model)), problems, missing };
}

/** A model that is open: what it was, what was done to it, and what is known of it as it is now. */
export class OpenDocument {
	readonly files: FoundFiles;
	#timeline: Timeline;
	#inferred: Inferred;
	/** What the model is known by when it comes again. */
	readonly #identity: Promise<string>;
	#assumed: AssumedSizes | undefined;
	/** The id under which the host has the original, once it does. */
	#hostId: string | undefined;
	/** Steps that were worked out and only looked at so far, and the graph that they are for. */
	#prepared: { readonly before: Graph; readonly steps: readonly (readonly Edit[])[] } | undefined;

	constructor(origin: Origin, files: FoundFiles, graph: Graph) {
		this.files = files;
		this.#timeline = startTimeline(graph);
		this.#inferred = inferShapes(graph);
		this.#identity = identityOf(files);
		this.#hostId = origin.from === "host" ? origin.id : undefined;
	}

	get timeline(): Timeline {
		return this.#timeline;
	}

	/** The graph as it is now. */
	get graph(): Graph {
		return graphAt(this.#timeline, this.#timeline.done);
	}

	/** What is known of all its values. */
	get inferred(): Inferred {
		return this.#inferred;
	}

	/** Sizes that are assumed, if any are. */
	get assumed(): AssumedSizes | undefined {
		return this.#assumed;
	}

	/** What is shown of all its values: what is known, or what follows from sizes that are assumed. */
	get shown(): Inferred {
		return this.#assumed?.inferredFor(this.graph) ?? this.#inferred;
	}

	get isAssumed(): boolean {
		return this.#assumed !== undefined;
	}

	/** Assumes sizes of inputs, to see what follows; without any, none. Nothing is changed. */
	assume(texts: SizeTexts): readonly Problem[] {
		const assumed = Object.keys(texts).length === 0 ? undefined : new AssumedSizes(texts);
		if (assumed && assumed.problems.length > 0) return assumed.problems;
		this.#assumed = assumed;
		return [];
	}

	/** Applies edits as one step: all of them, or none. Gives what they met; with an error among them nothing was changed. */
	perform(edits: readonly Edit[]): readonly EditProblem[] {
		const known = edits.length > mostWithSurroundings ? edits : withSurroundings(this.graph, edits);
		const { timeline, problems } = this.#withFreshTypes(known, performStep(this.#timeline, known));
		this.#set(timeline);
		return problems;
	}

	/** What edits would do. `handed`: where they find what they only name. */
	preview(edits: readonly Edit[], handed: Handed = {}): Preview {
		return previewOf(this.graph, this.#inferred, performStep(this.#timeline, edits, handed));
	}

	/** What is known of the values of a graph that edits would make of this one. */
	inferredOf(graph: Graph): Inferred {
		return graph === this.graph ? this.#inferred : inferShapes(graph, { previous: this.#inferred.facts });
	}

	/** Remembers what was worked out for the graph as it was when the work began. */
	prepare(before: Graph, steps: readonly (readonly Edit[])[]): void {
		this.#prepared = { before, steps };
	}

	/** Does what was prepared last, each step one that can be undone; undefined when the graph is another one by now. */
	performPrepared(): readonly EditProblem[] | undefined {
		const prepared = this.#prepared;
		if (prepared?.before !== this.graph) return undefined;
		this.#prepared = undefined;
		return prepared.steps.flatMap((edits) => this.perform(edits));
	}

	/** The moment behind the first steps. */
	goTo(done: number): void {
		this.#set(goToMoment(this.#timeline, done));
	}

	/** Turns a step on or off; those behind it are done anew. */
	switchStep(position: number, isOn: boolean): void {
		this.#set(switchStep(this.#timeline, position, isOn));
	}

	/** Takes a step out of the list. */
	removeStep(position: number): void {
		this.#set(removeStep(this.#timeline, position));
	}

	/** Moves a step where that changes nothing in the end; says why where it can't. */
	moveStep(from: number, to: number): Problem | undefined {
		const { timeline, refused } = moveStep(this.#timeline, from, to);
		this.#set(timeline);
		return refused;
	}

	/** Does steps from elsewhere behind those that hold. */
	continueWith(steps: readonly PlainStep[]): void {
		if (steps.length > 0) this.#set(addSteps(this.#timeline, steps));
	}

	/** What was done, as a recipe has it. */
	recipe(): Edit[] {
		return recipeOf(this.#timeline);
	}

	/** The same as a text. */
	recipeAs(form: RecipeForm): string {
		return recipeText(form, this.recipe(), this.#timeline.base, this.files.name);
	}

	/** Has the browser keep the steps for a tab. */
	async keep(tab: string): Promise<void> {
		const { steps, done } = this.#timeline;
		const plain = steps.map(({ edits, isOn }) => ({ edits, isOn }));
		const { name } = this.files;
		await keepSession({ model: await this.#identity, tab, name, savedMs: Date.now(), steps: plain, done });
	}

	/** What the browser kept of this model, the newest first. */
	async kept(): Promise<readonly KeptSummary[]> {
		const found = await sessionsOf(await this.#identity);
		return found.map(({ tab, savedMs, done }) => ({ tab, savedMs, done }));
	}

	/** Goes on where a tab was. */
	async continueFrom(tab: string): Promise<void> {
		const session = (await sessionsOf(await this.#identity)).find((one) => one.tab === tab);
		if (!session) return;
		const { done } = this.#timeline;
		this.continueWith(session.steps);
		this.goTo(done + session.done);
	}

	/** Forgets what was kept of a tab. */
	async forget(tab: string): Promise<void> {
		await forgetSession(await this.#identity, tab);
	}

	/** The model as it is now, as files to keep. */
	async save(): Promise<SavedModel> {
		const { name } = this.files;
		const isEdited = this.#timeline.done > 0;
		return await savedModel(this.graph, isEdited ? name.replace(/(\.onnx)?$/i, ".edited.onnx") : name);
	}

	/** Makes sure that the host has the model as it is now: the original, and what was done to it; or, where that is more than
	 *  the weights that it wrote are worth sending twice, the outcome. Rejects with SutureError. */
	async sendToHost(progress: (sent: number, all: number) => void): Promise<HostCopy> {
		const recipe = this.recipe();
		if (textBytes(recipe) > largestRecipe) return { model: await this.#sendOutcome(progress), recipe: [] };
		this.#hostId ??= await sendModel(this.files, progress);
		return { model: this.#hostId, recipe };
	}

	async #sendOutcome(progress: (sent: number, all: number) => void): Promise<string> {
		const { files } = await this.save();
		const [main, ...external] = files.map(({ name, blob }) => ({ name, source: sourceFromBlob(blob, name) }));
		invariant(main !== undefined, "A saved model has a file.");
		const data = new Map(external.map(({ name, source }) => [name, source]));
		return await sendModel({ name: main.name, main: main.source, external: data }, progress);
	}

	#set(timeline: Timeline): void {
		this.#timeline = timeline;
		const { graph } = this;
		if (this.#inferred.facts.graph !== graph) this.#inferred = inferShapes(graph, { previous: this.#inferred.facts });
	}

	/** The step again, with what it takes to keep declared types right. */
	#withFreshTypes(edits: readonly Edit[], tried: ReturnType<typeof performStep>): typeof tried {
		if (tried.timeline === this.#timeline) return tried;
		const graph = graphAt(tried.timeline, tried.timeline.done);
		const stale = staleTypes(this.#inferred, graph, inferShapes(graph, { previous: this.#inferred.facts }));
		return stale.length === 0 ? tried : performStep(this.#timeline, [...edits, ...stale]);
	}
}
