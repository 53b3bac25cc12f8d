import { factOf, type Inferred, inferShapes } from "@suture/analysis";
import {
	type Body,
	type BodyId,
	bodyOf,
	checkGraph,
	type Edit,
	type EditProblem,
	type Graph,
	graphFromModel,
	type History,
	indexOf,
	modelFromGraph,
	type Node,
	type NodeId,
	perform,
	recipeOf,
	redo,
	startHistory,
	textFromBody,
	undo,
} from "@suture/graph";
import { createLayoutCache } from "@suture/layout";
import { type Payload, readModel, type TensorProto, type TensorValues, writeModel } from "@suture/onnx";
import { type Fact, type OperatorDocumentation, operatorDocumentation, typeToProto } from "@suture/ops";
import { type Problem, SutureError } from "@suture/problems";
import type { NumberedEvent } from "@suture/protocol";
import type { Kind, Repaired } from "@suture/repair";
import type { Evaluator, Rewritten, RoundState } from "@suture/rewrite";
import { diagnose, type NetworkInput, networkInputs } from "@suture/tensorrt";
import { boxOfNode, buildScene } from "../scene/build-scene.ts";
import { edgeLabel } from "../scene/edge-label.ts";
import { constantOf, foldableConstants } from "../scene/folded-constants.ts";
import { type GroupTree, groupTree, openAtFirst } from "../scene/group-tree.ts";
import { textMeter } from "../scene/measure-text.ts";
import { modulePath } from "../scene/module-path.ts";
import { type BoxId, defaultView, type Scene, type TrailStep, type ViewOptions } from "../scene/scene.ts";
import { blobFromParts } from "./blob-from-parts.ts";
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
import { inlineContents } from "./inline-contents.ts";
import { type LocatedProblem, locate } from "./locate.ts";
import { type FoundFiles, findFiles, type Origin } from "./open-files.ts";
import { type Proof, prove } from "./prove.ts";
import { Runtime } from "./runtime.ts";
import { type SearchAnswer, search } from "./search.ts";
import { sendModel } from "./send-model.ts";
import { sha256Of } from "./sha256-of.ts";
import { previewOf, type SimplifyPreview, type SimplifyWish, simplify } from "./simplification.ts";
import { readValues, statisticsOf, valueTexts } from "./tensor-statistics.ts";
import { trailTo } from "./trail.ts";

/** How many boxes a fresh picture shows at most before modules are folded. */
const boxesAtFirst = 400;

/** Which modules are open when a model is: as many as leave the picture readable, or all. */
export type FirstGroups = "some" | "all";

/** What the page knows of the document after anything changed it. */
export interface DocumentState {
	readonly model: ModelDescription;
	readonly scene: Scene;
	/** What is wrong with the graph as it is now. */
	readonly problems: readonly LocatedProblem[];
	readonly undoable: number;
	readonly redoable: number;
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
	readonly problems: readonly EditProblem[];
}

/** A file for the person to keep. */
export interface SavedFile {
	readonly name: string;
	readonly blob: Blob;
}

interface Document {
	readonly origin: Origin;
	readonly files: FoundFiles;
	readonly original: Graph;
	history: History;
	/** What simplifying the graph would do, and the graph that it would do it to. */
	prepared: { readonly before: Graph; readonly rewritten: Rewritten } | undefined;
	repair: { readonly before: Graph; readonly repaired: Repaired } | undefined;
	/** Contents of tensors that edits name by their hash. */
	readonly contents: Map<string, Payload>;
	/** What is known of all values of the graph as it is now. */
	inferred: Inferred;
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
			original: graph,
			history: startHistory(graph),
			prepared: undefined,
			repair: undefined,
			contents: new Map(),
			inferred: inferShapes(graph),
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

	perform(edits: readonly Edit[]): Performed {
		const doc = this.#doc();
		const { history, problems } = perform(doc.history, edits, { contents: (hash) => doc.contents.get(hash) });
		this.#setHistory(history);
		return { state: this.#state(), problems };
	}

	undo(): DocumentState {
		this.#setHistory(undo(this.#doc().history));
		return this.#state();
	}

	redo(): DocumentState {
		this.#setHistory(redo(this.#doc().history));
		return this.#state();
	}

	/** Every edit that holds, complete in itself. */
	async recipe(): Promise<Edit[]> {
		return await inlineContents(recipeOf(this.#doc().history), this.#doc().contents);
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
		this.#doc().prepared = { before, rewritten };
		return previewOf(before, rewritten, (performance.now() - started) / 1000);
	}

	/** Does what was looked at last, as one step; undefined when the graph is another one by now. */
	applySimplification(): Performed | undefined {
		const doc = this.#doc();
		const { prepared } = doc;
		if (!prepared || prepared.before !== doc.history.graph) return undefined;
		doc.prepared = undefined;
		for (const [hash, payload] of prepared.rewritten.contents) doc.contents.set(hash, payload);
		return this.perform(prepared.rewritten.edits);
	}

	/** What a target will refuse of the graph as it is now. Throws SutureError for an unknown target. */
	checkTarget(target: string): TargetCheck {
		const { history, inferred } = this.#doc();
		return checkTarget(history.graph, inferred.facts, readTarget(target));
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
		const repaired = await repair(before, wanted, allowed, { evaluate: work.evaluate, sha256: sha256Of }, progress);
		work.check();
		this.#doc().repair = { before, repaired };
		return previewOfRepair(repaired.graph, wanted, repaired);
	}

	/** Does what was looked at last, each step one that can be undone; undefined when the graph is another one by now. */
	applyRepair(): Performed | undefined {
		const doc = this.#doc();
		const { repair: prepared } = doc;
		if (!prepared || prepared.before !== doc.history.graph) return undefined;
		doc.repair = undefined;
		for (const [hash, payload] of prepared.repaired.contents) doc.contents.set(hash, payload);
		const contents = (hash: string) => doc.contents.get(hash);
		const problems: EditProblem[] = [];
		let { history } = doc;
		for (const { edits } of prepared.repaired.steps) {
			const done = perform(history, edits, { contents });
			problems.push(...done.problems);
			history = done.history;
		}
		this.#setHistory(history);
		return { state: this.#state(), problems };
	}

	/** Runs the model as it was opened and as it is now on the same random inputs. Rejects when it is stopped. */
	async prove(sizes: Readonly<Record<string, readonly number[]>>): Promise<Proof> {
		const { original, history } = this.#doc();
		this.#startWork();
		return await prove(original, history.graph, this.#runtime, sizes);
	}

	/** Ends what is being worked out or proven. */
	stopWork(): void {
		this.#work += 1;
		this.#runtime.stop(new Error("It was stopped."));
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
		const home = this.#homeOf(node);
		const found = home?.nodes.find(({ id }) => id === node);
		return (
			home &&
			found &&
			describeNode(this.#graph(), this.#doc().inferred.facts, home.id, found, this.#treeOf(home).groupOf.get(node))
		);
	}

	describeValue(name: string): ValueDescription {
		return describeValue(this.#body(), this.#doc().inferred.facts, name);
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
	async save(): Promise<{ files: SavedFile[]; problems: readonly Problem[] }> {
		const { files, history } = this.#doc();
		const edited = history.done > 0;
		const name = edited ? files.name.replace(/(\.onnx)?$/i, ".edited.onnx") : files.name;
		const written = writeModel(modelFromGraph(history.graph), { name });
		const saved = await Promise.all(
			written.files.map(async (file) => ({ name: file.name, blob: await blobFromParts(file.parts) })),
		);
		return { files: saved, problems: written.problems };
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

	#setHistory(history: History): void {
		const doc = this.#doc();
		doc.history = history;
		doc.inferred = inferShapes(history.graph, { previous: doc.inferred.facts });
	}

	#fact(body: BodyId, value: string): Fact {
		return factOf(this.#doc().inferred.facts, body, value);
	}

	#graph(): Graph {
		return this.#doc().history.graph;
	}

	/** The body on the screen; main when an edit took it away. */
	#body(): Body {
		const doc = this.#doc();
		const body = doc.history.graph.bodies.get(doc.body);
		if (body) return body;
		this.#enter(doc.history.graph.main);
		return bodyOf(doc.history.graph, doc.history.graph.main);
	}

	#homeOf(node: NodeId): Body | undefined {
		for (const body of this.#graph().bodies.values()) if (body.nodes.some(({ id }) => id === node)) return body;
		return undefined;
	}

	#seenAs(body: Body, node: NodeId): NodeId {
		const value = body.nodes.find(({ id }) => id === node)?.outputs[0];
		const isFolded = value !== undefined && this.#view.foldConstants && foldableConstants(body).has(value);
		return (isFolded ? indexOf(body).uses.get(value)?.[0]?.node.id : undefined) ?? node;
	}

	#enter(body: BodyId): void {
		const doc = this.#doc();
		doc.body = body;
		doc.trail = trailTo(doc.history.graph, body);
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
		const { files, history, inferred } = this.#doc();
		const graph = history.graph;
		const problems = [...checkGraph(graph), ...inferred.problems];
		return {
			scene: this.#scene(),
			model: describeModel(graph, inferred.facts, files.name, files.main.byteLength),
			problems: problems.map((problem) => locate(graph, problem)),
			undoable: history.done,
			redoable: history.steps.length - history.done,
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
