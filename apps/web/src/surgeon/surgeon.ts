import type { Edit, EditProblem, NodeId } from "@suture/graph";
import type { Problem } from "@suture/problems";
import { type NetworkInput, networkInputs } from "@suture/tensorrt";
import type { Scene, ViewOptions } from "../scene/scene.ts";
import { describeModel } from "./describe.ts";
import type { ModelDescription } from "./description.ts";
import { type LocatedProblem, locate } from "./locate.ts";
import { type HostCopy, type KeptSummary, type OpenDocument, openDocument } from "./open-document.ts";
import type { Origin } from "./open-files.ts";
import { type FirstGroups, Picture } from "./picture.ts";
import { type Preview, problemsIn } from "./preview.ts";
import { readRecipe } from "./read-recipe.ts";
import type { SavedModel } from "./saved-model.ts";
import { dimensionNames } from "./stale-types.ts";
import { type StepLine, stepLines } from "./step-lines.ts";

/** What the page knows of the document after anything changed it. */
export interface DocumentState {
	readonly model: ModelDescription;
	readonly scene: Scene;
	/** What is wrong with the graph as it is now. */
	readonly problems: readonly LocatedProblem[];
	/** The steps that were made, and how many of them hold. */
	readonly steps: readonly StepLine[];
	readonly done: number;
	/** Names of sizes of the inputs. */
	readonly dimensions: readonly string[];
	readonly inputs: readonly NetworkInput[];
}

export interface Opened {
	readonly state: DocumentState | undefined;
	/** What reading the file had to say; errors mean that there is no model. */
	readonly problems: readonly Problem[];
	/** Data files that were asked for and are not there. */
	readonly missing: readonly string[];
}

export interface Performed {
	readonly state: DocumentState;
	/** What the edits met; with an error among them nothing was changed. */
	readonly problems: readonly EditProblem[];
	/** Nodes that came. */
	readonly added: readonly NodeId[];
}

/** Opens a model and changes it, in a worker. The page asks and shows. */
export class Surgeon {
	#document: OpenDocument | undefined;
	/** What of it is on the screen. */
	readonly picture = new Picture(() => this.document());
	readonly #ready: Promise<void>;

	/** `ready`: when texts can be measured. */
	constructor(ready: Promise<void>) {
		this.#ready = ready;
	}

	/** What is open. Throws when nothing is. */
	document(): OpenDocument {
		if (!this.#document) throw new Error("There is no open model.");
		return this.#document;
	}

	async open(origin: Origin, view: ViewOptions, groups: FirstGroups): Promise<Opened> {
		const [{ document, problems, missing }] = await Promise.all([openDocument(origin), this.#ready]);
		if (!document) return { state: undefined, problems, missing };
		this.#document = document;
		this.picture.begin(view, groups);
		return { state: this.#state(), problems, missing };
	}

	/** Applies edits as one step: all of them, or none. */
	perform(edits: readonly Edit[]): Performed {
		const { nextId } = this.document().graph;
		const problems = this.picture.during(() => this.document().perform(edits));
		const added = this.picture.body().nodes.flatMap(({ id }) => (id >= nextId ? id : []));
		return { state: this.#state(), problems, added };
	}

	/** What edits would do. */
	preview(edits: readonly Edit[]): Preview {
		return this.document().preview(edits);
	}

	/** Does what the workbench prepared last; undefined when the graph is another one by now. */
	performPrepared(): Performed | undefined {
		const problems = this.picture.during(() => this.document().performPrepared());
		return problems && { state: this.#state(), problems, added: [] };
	}

	/** The moment behind the first steps. */
	goTo(done: number): DocumentState {
		return this.#changed((document) => document.goTo(done));
	}

	/** Turns a step on or off; those behind it are done anew. */
	switchStep(position: number, isOn: boolean): DocumentState {
		return this.#changed((document) => document.switchStep(position, isOn));
	}

	/** Takes a step out of the list. */
	removeStep(position: number): DocumentState {
		return this.#changed((document) => document.removeStep(position));
	}

	/** Does the steps of a recipe behind those that hold. */
	loadRecipe(text: string): { readonly state: DocumentState; readonly problems: readonly Problem[] } {
		const { steps, problems } = readRecipe(text);
		return { state: this.#changed((document) => document.continueWith(steps)), problems };
	}

	/** Has the browser keep the steps for this tab. */
	async keep(tab: string): Promise<void> {
		await this.document().keep(tab);
	}

	/** What the browser kept of this model, the newest first. */
	async kept(): Promise<readonly KeptSummary[]> {
		return await this.document().kept();
	}

	/** Goes on where a tab was. */
	async continueFrom(tab: string): Promise<DocumentState> {
		await this.document().continueFrom(tab);
		return this.#state();
	}

	/** Forgets what was kept of a tab. */
	async forget(tab: string): Promise<void> {
		await this.document().forget(tab);
	}

	recipe(): Edit[] {
		return this.document().recipe();
	}

	/** The model as it is now, as files to keep. */
	async save(): Promise<SavedModel> {
		return await this.document().save();
	}

	/** Makes sure that the host has the model as it is now. */
	async sendToHost(progress: (sent: number, all: number) => void): Promise<HostCopy> {
		return await this.document().sendToHost(progress);
	}

	#changed(change: (document: OpenDocument) => void): DocumentState {
		this.picture.during(() => change(this.document()));
		return this.#state();
	}

	#state(): DocumentState {
		const { files, timeline, inferred, graph } = this.document();
		return {
			scene: this.picture.scene(),
			model: describeModel(graph, inferred, files.name, files.main.byteLength),
			problems: problemsIn(graph, inferred).map((problem) => locate(graph, problem)),
			steps: stepLines(timeline),
			done: timeline.done,
			dimensions: dimensionNames(graph),
			inputs: networkInputs(graph),
		};
	}
}
