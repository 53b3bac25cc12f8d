import { factOf, type Inferred, inferShapes } from "@suture/analysis";
import {
	type Body,
	type BodyId,
	bodyOf,
	type Edit,
	type EditProblem,
	type Graph,
	graphFromModel,
	indexOf,
	type Node,
	type NodeId,
	textFromBody,
	withSurroundings,
} from "@suture/graph";
import { createLayoutCache } from "@suture/layout";
import { readModel, type TensorProto, type TensorValues } from "@suture/onnx";
import { type Fact, type OperatorDocumentation, operatorDocumentation, typeToProto } from "@suture/ops";
import { type Problem, SutureError } from "@suture/problems";
import { roundingOf } from "@suture/proof";
import type { NumberedEvent } from "@suture/protocol";
import type { Kind } from "@suture/repair";
import type { Evaluator, RoundState } from "@suture/rewrite";
import { type SplitForTarget, splitForTarget } from "@suture/split";
import { diagnose, type NetworkInput, networkInputs } from "@suture/tensorrt";
import { boxOfNode, buildScene } from "../scene/build-scene.ts";
import { edgeLabel } from "../scene/edge-label.ts";
import { constantOf, foldableConstants } from "../scene/folded-constants.ts";
import { type GroupTree, groupTree, openAtFirst } from "../scene/group-tree.ts";
import { textMeter } from "../scene/measure-text.ts";
import { modulePath } from "../scene/module-path.ts";
import { type BoxId, defaultView, type Scene, type TrailStep, type ViewOptions } from "../scene/scene.ts";
import {
	checkTarget,
	previewOfRepair,
	type RepairPreview,
	readTarget,
	repair,
	type TargetCheck,
} from "./check-target.ts";
import { type Cut, cutAt, cutBefore } from "./cut.ts";
import { describeModel, describeNode, describeValue, opsetOf } from "./describe.ts";
import type { ModelDescription, NodeDescription, TensorStatistics, ValueDescription } from "./description.ts";
import { type NmsForm, type NmsPlace, nmsOffer, nmsPlaces } from "./detections.ts";
import { type ExplainedSize, explainSizes } from "./explain-sizes.ts";
import { identityOf } from "./identity.ts";
import { inlineContents } from "./inline-contents.ts";
import { forgetSession, type KeptSession, keepSession, sessionsOf } from "./kept-sessions.ts";
import { type LocatedProblem, locate } from "./locate.ts";
import { type FoundFiles, findFiles, type Origin } from "./open-files.ts";
import { type Preview, previewOf, problemsIn } from "./preview.ts";
import { type Proof, prove } from "./prove.ts";
import { readRecipe } from "./read-recipe.ts";
import { Runtime } from "./runtime.ts";
import { type SavedFile, type SavedModel, savedModel } from "./saved-model.ts";
import { type SearchAnswer, search } from "./search.ts";
import { sendModel } from "./send-model.ts";
import { sha256Of } from "./sha256-of.ts";
import type { Sight } from "./sight.ts";
import {
	previewOfSimplification,
	rulesOnRequest,
	type SimplifyPreview,
	type SimplifyWish,
	simplify,
} from "./simplification.ts";
import { previewOfSplit, type SplitPreview, zipOfSplit } from "./split-off.ts";
import { dimensionNames, staleTypes } from "./stale-types.ts";
import { type StepLine, stepLines } from "./step-lines.ts";
import { readValues, statisticsOf, valueTexts } from "./tensor-statistics.ts";
import {
	type Contents,
	continued,
	graphAt,
	movedTo,
	performed,
	recipeOf,
	startTimeline,
	switched,
	type Timeline,
	without,
} from "./timeline.ts";
import { trailTo } from "./trail.ts";

/** How many boxes a fresh picture shows at most before modules are folded. */
const boxesAtFirst = 400;

/** Steps up to this many edits note what stands around their nodes, to be found in an export with other names. A simplification
 *  has thousands, and is better done anew there. */
const mostWithSurroundings = 50;

/** Which modules are open when a model is: as many as leave the picture readable, or all. */
export type FirstGroups = "some" | "all";

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

interface Document {
	readonly origin: Origin;
	readonly files: FoundFiles;
	timeline: Timeline;
	/** A split that is being looked at, and the graph that it is of. */
	split: { readonly whole: Graph; readonly found: SplitForTarget } | undefined;
	/** Steps that were worked out and only looked at so far, and the graph that they are for. */
	prepared: { readonly before: Graph; readonly steps: readonly (readonly Edit[])[] } | undefined;
	/** What is known of all values of the graph as it is now. */
	inferred: Inferred;
	/** What the model is known by when it comes again. */
	readonly identity: Promise<string>;
	/** The id under which the host has the original, once it does. */
	hostId: string | undefined;
	body: BodyId;
	trail: readonly TrailStep[];
}

/** Holds the open model, in a worker: reads, edits, lays out, searches. The page asks and shows. */
export class Surgeon {
	#document: Document | undefined;
	#view: ViewOptions = defaultView;
	#revision = 0;
	readonly #open = new Map<BodyId, Set<string>>();
	#trees = new WeakMap<Body, GroupTree>();
	#caches = new Map<BodyId, ReturnType<typeof createLayoutCache>>();
	#boxesAtFirst = boxesAtFirst;
	#work = 0;
	readonly #runtime = new Runtime();
	readonly #meter = textMeter();
	readonly #ready: Promise<void>;

	/** What it has open, for others in the worker. */
	readonly sight: Sight = {
		graph: () => this.#graph(),
		inferred: () => this.#doc().inferred,
		body: () => this.#body(),
		tree: () => this.#tree(),
		nodeAt: (node) => this.#nodeAt(node),
		seen: (nodes) => this.#seen(nodes),
		tensor: (value) => this.#tensor(value),
		fileName: () => this.#doc().files.name,
	};

	/** `ready`: when texts can be measured. */
	constructor(ready: Promise<void>) {
		this.#ready = ready;
	}

	async open(origin: Origin, view: ViewOptions, groups: FirstGroups): Promise<Opened> {
		this.#view = view;
		this.#boxesAtFirst = groups === "all" ? Infinity : boxesAtFirst;
		const [files] = await Promise.all([findFiles(origin), this.#ready]);
		if (!files)
			throw new SutureError("file/missing", { file: origin.from === "host" ? origin.name : "with the ending .onnx" });
		const { model, problems } = await readModel(files.main, { openExternal: files.openExternal });
		const missing = problems.flatMap(({ code, facts }) =>
			code === "onnx/external-missing" ? [String(facts["location"])] : [],
		);
		if (!model) return { state: undefined, problems, missing };
		const graph = graphFromModel(model);
		this.#open.clear();
		this.#caches.clear();
		this.#document = {
			origin,
			files,
			timeline: startTimeline(graph),
			split: undefined,
			prepared: undefined,
			inferred: inferShapes(graph),
			identity: identityOf(files),
			hostId: origin.from === "host" ? origin.id : undefined,
			body: graph.main,
			trail: [],
		};
		return { state: this.#state(), problems, missing };
	}

	/** The picture again, with other things shown. */
	setView(view: ViewOptions): Scene {
		this.#view = view;
		return this.#scene();
	}

	/** Opens or closes a group. */
	toggleGroup(path: string): Scene {
		const open = this.#openGroups();
		if (!open.delete(path)) open.add(path);
		return this.#scene();
	}

	setAllGroups(isOpen: boolean): Scene {
		this.#open.set(this.#doc().body, new Set(isOpen ? this.#tree().groups.keys() : []));
		return this.#scene();
	}

	/** Goes to the body that holds a node and opens the groups around it; gives the box in which it is seen. A constant that is
	 *  folded into its readers is seen in the first of them. */
	reveal(node: NodeId): { scene: Scene; box: BoxId } | undefined {
		const home = this.#homeOf(node);
		if (!home) return undefined;
		this.#enter(home.id);
		const tree = this.#tree();
		const open = this.#openGroups();
		const seen = this.#seenAs(home, node);
		for (let at = tree.groupOf.get(seen); at !== undefined; at = tree.groups.get(at)?.parent) open.add(at);
		return { scene: this.#scene(), box: boxOfNode(seen) };
	}

	enterBody(body: BodyId): Scene {
		this.#enter(body);
		return this.#scene();
	}

	/** Applies edits as one step: all of them, or none. */
	perform(edits: readonly Edit[]): Performed {
		const { nextId } = this.#graph();
		const problems = this.#performed(edits);
		const added = this.#body().nodes.flatMap(({ id }) => (id >= nextId ? id : []));
		return { state: this.#state(), problems, added };
	}

	/** What edits would do. */
	preview(edits: readonly Edit[]): Preview {
		const { timeline, inferred } = this.#doc();
		return previewOf(this.#graph(), inferred, performed(timeline, edits, this.#contents));
	}

	/** The moment behind the first steps. */
	goTo(done: number): DocumentState {
		this.#setTimeline(movedTo(this.#doc().timeline, done));
		return this.#state();
	}

	/** Whether something that was selected is still there. */
	has(selected: { readonly node: NodeId } | { readonly value: string } | { readonly path: string }): boolean {
		if ("node" in selected) return this.#homeOf(selected.node) !== undefined;
		if ("path" in selected) return this.#tree().groups.has(selected.path);
		const { definitions, uses, outputs } = indexOf(this.#body());
		return definitions.has(selected.value) || uses.has(selected.value) || outputs.has(selected.value);
	}

	/** Turns a step on or off; those behind it are done anew. */
	switchStep(position: number, isOn: boolean): DocumentState {
		this.#setTimeline(switched(this.#doc().timeline, position, isOn, this.#contents));
		return this.#state();
	}

	/** Takes a step out of the list. */
	removeStep(position: number): DocumentState {
		this.#setTimeline(without(this.#doc().timeline, position, this.#contents));
		return this.#state();
	}

	/** Does the steps of a recipe behind those that hold. */
	loadRecipe(text: string): { readonly state: DocumentState; readonly problems: readonly Problem[] } {
		const { steps, problems } = readRecipe(text);
		if (steps.length > 0) this.#setTimeline(continued(this.#doc().timeline, steps, this.#contents));
		return { state: this.#state(), problems };
	}

	/** Has the browser keep the steps for this tab. */
	async keep(tab: string): Promise<void> {
		const { timeline, files, identity } = this.#doc();
		const steps = timeline.steps.map(({ edits, isOn }) => ({ edits, isOn }));
		const { name } = files;
		await keepSession({ model: await identity, tab, name, savedMs: Date.now(), steps, done: timeline.done });
	}

	/** What the browser kept of this model, the newest first. */
	async kept(): Promise<readonly Pick<KeptSession, "tab" | "savedMs" | "done">[]> {
		const found = await sessionsOf(await this.#doc().identity);
		return found.map(({ tab, savedMs, done }) => ({ tab, savedMs, done }));
	}

	/** Goes on where a tab was. */
	async continueFrom(tab: string): Promise<DocumentState> {
		const doc = this.#doc();
		const session = (await sessionsOf(await doc.identity)).find((one) => one.tab === tab);
		if (session && doc === this.#doc()) {
			const timeline = continued(doc.timeline, session.steps, this.#contents);
			this.#setTimeline(movedTo(timeline, doc.timeline.done + session.done));
		}
		return this.#state();
	}

	/** Forgets what was kept of a tab. */
	async forget(tab: string): Promise<void> {
		await forgetSession(await this.#doc().identity, tab);
	}

	recipe(): Edit[] {
		return recipeOf(this.#doc().timeline);
	}

	/** What simplifying does only when somebody asks for it. */
	rulesOnRequest(): typeof rulesOnRequest {
		return rulesOnRequest;
	}

	/** What simplifying would do. Nothing changes; `progress` is told before each round. Rejects when it is stopped. */
	async lookAtSimplification(
		wish: SimplifyWish,
		progress: (state: RoundState) => Promise<void>,
	): Promise<SimplifyPreview> {
		const started = performance.now();
		const work = this.#startWork();
		const before = this.#graph();
		const rewritten = await simplify(before, wish, work.evaluate, async (state) => {
			await progress(state); // lets a wish to stop come in
			work.check();
		});
		const steps = [await inlineContents(rewritten.edits, rewritten.contents)];
		this.#doc().prepared = { before, steps };
		return previewOfSimplification(before, rewritten, (performance.now() - started) / 1000);
	}

	/** What a target will refuse of the graph as it is now. Throws SutureError for an unknown target. */
	checkTarget(target: string): TargetCheck {
		return checkTarget(this.#graph(), this.#doc().inferred.facts, readTarget(target));
	}

	/** What it would take until a target refuses nothing. Nothing changes. Rejects when it is stopped. */
	async lookAtRepair(
		target: string,
		allowed: readonly Kind[],
		progress: (done: number, rule: string) => void,
	): Promise<RepairPreview> {
		const work = this.#startWork();
		const before = this.#graph();
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
		this.#doc().prepared = { before, steps };
		return previewOfRepair(repaired.graph, wanted, repaired);
	}

	/** How the model would be split for a target: what it refuses goes in front of the engine and behind it. Nothing changes. */
	lookAtSplit(target: string): SplitPreview {
		const wanted = readTarget(target);
		const whole = this.#graph();
		const found = splitForTarget(whole, wanted);
		this.#doc().split = { whole, found };
		return previewOfSplit(wanted, found);
	}

	/** The parts that were looked at last with the programs that run them, as a zip. */
	async saveSplit(): Promise<SavedFile | undefined> {
		const { split, files } = this.#doc();
		if (!split) return undefined;
		const name = files.name.replace(/(\.onnx)?$/i, "");
		return { name: `${name}.parts.zip`, blob: await zipOfSplit(split.whole, split.found, files.name) };
	}

	/** Where the model suppresses boxes, and what can be made of it. */
	nmsPlaces(): NmsPlace[] {
		return nmsPlaces(this.#graph(), this.#doc().inferred.facts);
	}

	/** Does one of the offers; undefined when it can't be made. */
	applyNms(node: NodeId, form: NmsForm): Performed | undefined {
		const offer = nmsOffer(this.#graph(), node, form);
		return offer && this.perform(offer.edits);
	}

	/** Does what was looked at last, each step one that can be undone; undefined when the graph is another one by now. */
	applyPrepared(): Performed | undefined {
		const { prepared } = this.#doc();
		if (!prepared || prepared.before !== this.#graph()) return undefined;
		this.#doc().prepared = undefined;
		const done = prepared.steps.map((edits) => this.#performed(edits));
		return { state: this.#state(), problems: done.flat(), added: [] };
	}

	/** Runs the model as it was opened and as it is now on the same random inputs. Rejects when it is stopped. */
	async prove(sizes: Readonly<Record<string, readonly number[]>>): Promise<Proof> {
		this.#startWork();
		const { base } = this.#doc().timeline;
		return await prove(base, this.#graph(), this.#runtime, { sizes, tolerance: roundingOf(base) });
	}

	/** Ends what is being worked out or proven. */
	stopWork(): void {
		this.#work += 1;
		this.#runtime.stop();
	}

	/** What it would take to end the network at these values. */
	cutAt(values: readonly string[]): Cut {
		const main = bodyOf(this.#graph(), this.#graph().main);
		return cutAt(this.#graph(), main, values, (value) => typeToProto(this.#fact(main.id, value).type));
	}

	/** What it would take to end the network in front of a node, or of every node of its operator; undefined when nothing would
	 *  be left. */
	cutBefore(node: NodeId, reach: "node" | "operator"): Cut | undefined {
		const main = bodyOf(this.#graph(), this.#graph().main);
		const one = main.nodes.find(({ id }) => id === node);
		const same =
			reach === "node"
				? [one]
				: main.nodes.filter(({ opType, domain }) => opType === one?.opType && domain === one.domain);
		const nodes = new Set(same.flatMap((found) => found?.id ?? []));
		return cutBefore(this.#graph(), main, nodes, (value) => typeToProto(this.#fact(main.id, value).type));
	}

	search(question: string): SearchAnswer {
		return search(this.#graph(), this.#doc().inferred.facts, question);
	}

	/** The node that a link or a log names: by its name, or by an output. */
	findNode(name: string): NodeId | undefined {
		for (const { nodes } of this.#graph().bodies.values()) {
			const found = nodes.find((node) => node.name === name) ?? nodes.find(({ outputs }) => outputs.includes(name));
			if (found) return found.id;
		}
		return undefined;
	}

	/** Names of all nodes; unnamed ones by what sentences call them. */
	nodeNames(): string[] {
		return [...this.#graph().bodies.values()]
			.flatMap(({ nodes }) => nodes.map(({ name }) => name))
			.filter((name) => name !== "");
	}

	describeNode(node: NodeId): NodeDescription | undefined {
		const found = this.#nodeAt(node);
		if (!found) return undefined;
		const { body, node: described } = found;
		const group = this.#treeOf(body).groupOf.get(node);
		return describeNode(this.#graph(), this.#doc().inferred.facts, body.id, described, group);
	}

	describeValue(name: string): ValueDescription {
		return describeValue(this.#graph(), this.#body(), this.#doc().inferred.facts, name);
	}

	/** Where the sizes of a value of the body on the screen come from. */
	explainSizes(value: string): ExplainedSize[] {
		return explainSizes(this.#doc().inferred.facts, this.#body().id, value);
	}

	/** Nodes as lines of ONNX's textual syntax. */
	textOf(body: BodyId): string {
		return textFromBody(this.#graph(), body);
	}

	async documentation(node: NodeId): Promise<OperatorDocumentation | undefined> {
		const found = this.#homeOf(node)?.nodes.find(({ id }) => id === node);
		const opset = found && (opsetOf(this.#graph(), found.domain) || Number.MAX_SAFE_INTEGER);
		return found && opset ? await operatorDocumentation(found.opType, found.domain, opset) : undefined;
	}

	async statistics(value: string): Promise<TensorStatistics | Problem> {
		const values = await this.#values(value);
		return "code" in values ? values : statisticsOf(values);
	}

	/** Elements [start, end) of a tensor as text. */
	async values(value: string, start: number, end: number): Promise<string[] | Problem> {
		const values = await this.#values(value);
		return "code" in values ? values : valueTexts(values, start, end);
	}

	/** What a build's events say about this graph. */
	diagnose(events: readonly NumberedEvent[]): LocatedProblem[] {
		const graph = this.#graph();
		return diagnose(events, graph).map((problem) => locate(graph, problem));
	}

	/** The model as it is now, as files to keep. */
	async save(): Promise<SavedModel> {
		const { files, timeline } = this.#doc();
		const edited = timeline.done > 0;
		const name = edited ? files.name.replace(/(\.onnx)?$/i, ".edited.onnx") : files.name;
		return await savedModel(this.#graph(), name);
	}

	/** Makes sure that the host has the original, and gives its id there. */
	async sendToHost(progress: (sent: number, all: number) => void): Promise<string> {
		const doc = this.#doc();
		doc.hostId ??= await sendModel(doc.files, progress);
		return doc.hostId;
	}

	/** A new piece of work; an earlier one is no longer wanted. */
	#startWork(): { evaluate: Evaluator; check: () => void } {
		const turn = ++this.#work;
		return {
			evaluate: (model, outputs) => this.#runtime.evaluate(model, outputs),
			check: () => {
				if (turn !== this.#work) throw new Error("It was stopped.");
			},
		};
	}

	#doc(): Document {
		if (!this.#document) throw new Error("There is no open model.");
		return this.#document;
	}

	/** The step again, with what it takes to keep declared types right. */
	#withFreshTypes(doc: Document, edits: readonly Edit[], tried: ReturnType<typeof performed>): typeof tried {
		if (tried.timeline === doc.timeline) return tried;
		const graph = graphAt(tried.timeline, tried.timeline.done);
		const stale = staleTypes(doc.inferred, graph, inferShapes(graph, { previous: doc.inferred.facts }));
		return stale.length === 0 ? tried : performed(doc.timeline, [...edits, ...stale], this.#contents);
	}

	#performed(edits: readonly Edit[]): readonly EditProblem[] {
		const doc = this.#doc();
		const known = edits.length > mostWithSurroundings ? edits : withSurroundings(this.#graph(), edits);
		const { timeline, problems } = this.#withFreshTypes(doc, known, performed(doc.timeline, known, this.#contents));
		this.#setTimeline(timeline);
		return problems;
	}

	#setTimeline(timeline: Timeline): void {
		const doc = this.#doc();
		const known = this.#tree().groups;
		doc.timeline = timeline;
		const graph = this.#graph();
		// A module that an edit brought about holds what was just worked on.
		const open = this.#openGroups();
		for (const path of this.#tree().groups.keys()) if (!known.has(path)) open.add(path);
		if (doc.inferred.facts.graph !== graph) doc.inferred = inferShapes(graph, { previous: doc.inferred.facts });
	}

	readonly #contents: Contents = () => undefined;

	#fact(body: BodyId, value: string): Fact {
		return factOf(this.#doc().inferred.facts, body, value);
	}

	#graph(): Graph {
		const { timeline } = this.#doc();
		return graphAt(timeline, timeline.done);
	}

	/** The body on the screen; main when an edit took it away. */
	#body(): Body {
		const graph = this.#graph();
		const body = graph.bodies.get(this.#doc().body);
		if (body) return body;
		this.#enter(graph.main);
		return bodyOf(graph, graph.main);
	}

	#homeOf(node: NodeId): Body | undefined {
		for (const body of this.#graph().bodies.values()) if (body.nodes.some(({ id }) => id === node)) return body;
		return undefined;
	}

	/** In the order of the body, without constants that are rows of the nodes that read them. */
	#seen(nodes: ReadonlySet<NodeId>): NodeId[] {
		const body = this.#body();
		const folded = this.#view.foldConstants ? foldableConstants(body) : new Map();
		const isSeen = ({ id, outputs: [value = ""] }: Node) => nodes.has(id) && !folded.has(value);
		return body.nodes.filter(isSeen).map(({ id }) => id);
	}

	#nodeAt(node: NodeId): { readonly body: Body; readonly node: Node } | undefined {
		const body = this.#homeOf(node);
		const found = body?.nodes.find(({ id }) => id === node);
		return body && found && { body, node: found };
	}

	#seenAs(body: Body, node: NodeId): NodeId {
		const value = body.nodes.find(({ id }) => id === node)?.outputs[0];
		const isFolded = value !== undefined && this.#view.foldConstants && foldableConstants(body).has(value);
		return (isFolded ? indexOf(body).uses.get(value)?.[0]?.node.id : undefined) ?? node;
	}

	#enter(body: BodyId): void {
		const doc = this.#doc();
		doc.body = body;
		doc.trail = trailTo(this.#graph(), body);
	}

	#tree(): GroupTree {
		return this.#treeOf(this.#body());
	}

	#treeOf(body: Body): GroupTree {
		let tree = this.#trees.get(body);
		if (!tree) {
			const folded = foldableConstants(body);
			const isDrawn = ({ outputs: [value = ""] }: Node) => !folded.has(value);
			tree = groupTree(body.nodes.map((node) => ({ node: node.id, path: modulePath(node), isDrawn: isDrawn(node) })));
			this.#trees.set(body, tree);
		}
		return tree;
	}

	#openGroups(): Set<string> {
		const body = this.#body();
		let open = this.#open.get(body.id);
		if (!open) {
			const folded = foldableConstants(body);
			const drawn = body.nodes.filter(({ outputs: [value = ""] }) => !folded.has(value)).map(({ id }) => id);
			open = openAtFirst(this.#tree(), new Set(drawn), this.#boxesAtFirst);
			this.#open.set(body.id, open);
		}
		return open;
	}

	#scene(): Scene {
		const { trail } = this.#doc();
		const body = this.#body();
		const cache = this.#caches.get(body.id) ?? createLayoutCache();
		this.#caches.set(body.id, cache);
		return buildScene({
			graph: this.#graph(),
			body: body.id,
			tree: this.#tree(),
			open: this.#openGroups(),
			view: this.#view,
			trail,
			revision: ++this.#revision,
			opset: opsetOf(this.#graph()) || Number.MAX_SAFE_INTEGER,
			cache,
			meter: this.#meter,
			label: (value) => edgeLabel(this.#fact(body.id, value)),
		});
	}

	#state(): DocumentState {
		const { files, timeline, inferred } = this.#doc();
		const graph = this.#graph();
		return {
			scene: this.#scene(),
			model: describeModel(graph, inferred, files.name, files.main.byteLength),
			problems: problemsIn(graph, inferred).map((problem) => locate(graph, problem)),
			steps: stepLines(timeline),
			done: timeline.done,
			dimensions: dimensionNames(graph),
			inputs: networkInputs(graph),
		};
	}

	async #values(name: string): Promise<TensorValues | Problem> {
		const tensor = this.#tensor(name);
		if (!tensor) throw new Error(`${name} has no values.`);
		return await readValues(tensor);
	}

	#tensor(name: string): TensorProto | undefined {
		for (const { initializers, nodes } of this.#graph().bodies.values()) {
			const tensor = initializers.find((one) => one.name === name);
			if (tensor) return tensor;
			const node = nodes.find(({ outputs }) => outputs.includes(name));
			if (node) return constantOf(node);
		}
		return undefined;
	}
}
