import { factOf } from "@suture/analysis";
import { type Body, type BodyId, bodyOf, indexOf, type Node, type NodeId } from "@suture/graph";
import { createLayoutCache } from "@suture/layout";
import { boxOfNode, buildScene } from "../scene/build-scene.ts";
import { edgeLabel } from "../scene/edge-label.ts";
import { foldableConstants } from "../scene/folded-constants.ts";
import { type GroupTree, groupTree, openAtFirst } from "../scene/group-tree.ts";
import { textMeter } from "../scene/measure-text.ts";
import { modulePath } from "../scene/module-path.ts";
import { type BoxId, defaultView, type Scene, type TrailStep, type ViewOptions } from "../scene/scene.ts";
import { opsetOf } from "./describe.ts";
import type { OpenDocument } from "./open-document.ts";
import { trailTo } from "./trail.ts";

/** How many boxes a fresh picture shows at most before modules are folded. */
const boxesAtFirst = 400;

/** Which modules are open when a model is: as many as leave the picture readable, or all. */
export type FirstGroups = "some" | "all";

/** A graph that is drawn, and what is known of its values. */
export type Drawn = Pick<OpenDocument, "graph" | "inferred">;

/** What is on the screen: a body of a model, its modules open or closed. */
export class Picture {
	readonly #drawn: () => Drawn;
	/** The only modules of a body that are open at first; all may be, when nothing is said. */
	readonly #wanted: (body: Body) => ReadonlySet<string> | undefined;
	#view: ViewOptions = defaultView;
	#revision = 0;
	#boxesAtFirst = boxesAtFirst;
	#shown: BodyId | undefined;
	#trail: readonly TrailStep[] = [];
	readonly #open = new Map<BodyId, Set<string>>();
	readonly #trees = new WeakMap<Body, GroupTree>();
	readonly #caches = new Map<BodyId, ReturnType<typeof createLayoutCache>>();
	readonly #meter = textMeter();

	constructor(drawn: () => Drawn, wanted: (body: Body) => ReadonlySet<string> | undefined = () => undefined) {
		this.#drawn = drawn;
		this.#wanted = wanted;
	}

	/** Begins anew, at the main graph of a model that was just opened. */
	begin(view: ViewOptions, groups: FirstGroups): void {
		this.#view = view;
		this.#boxesAtFirst = groups === "all" ? Infinity : boxesAtFirst;
		this.#open.clear();
		this.#caches.clear();
		this.#enter(this.#drawn().graph.main);
	}

	/** The picture again, with other things shown. */
	setView(view: ViewOptions): Scene {
		this.#view = view;
		return this.scene();
	}

	/** Opens or closes a group. */
	toggleGroup(path: string): Scene {
		const open = this.#openGroups();
		if (!open.delete(path)) open.add(path);
		return this.scene();
	}

	/** Has a group open or closed; one that is not there is left alone. */
	setGroup(path: string, isOpen: boolean): void {
		if (!this.tree().groups.has(path)) return;
		const open = this.#openGroups();
		if (isOpen) open.add(path);
		else open.delete(path);
	}

	setAllGroups(isOpen: boolean): Scene {
		const body = this.body();
		this.#open.set(body.id, new Set(isOpen ? this.tree().groups.keys() : []));
		return this.scene();
	}

	/** Goes to the body that holds a node and opens the groups around it; gives the box in which it is seen. A constant that is
	 *  folded into its readers is seen in the first of them. */
	reveal(node: NodeId): { scene: Scene; box: BoxId } | undefined {
		const box = this.uncover(node);
		return box === undefined ? undefined : { scene: this.scene(), box };
	}

	/** The same without drawing the picture. */
	uncover(node: NodeId): BoxId | undefined {
		const home = this.homeOf(node);
		if (!home) return undefined;
		if (home.id !== this.#shown) this.#enter(home.id);
		const tree = this.tree();
		const open = this.#openGroups();
		const seen = this.#seenAs(home, node);
		for (let at = tree.groupOf.get(seen); at !== undefined; at = tree.groups.get(at)?.parent) open.add(at);
		return boxOfNode(seen);
	}

	enterBody(body: BodyId): Scene {
		this.#enter(body);
		return this.scene();
	}

	scene(): Scene {
		const { graph, inferred } = this.#drawn();
		const body = this.body();
		const cache = this.#caches.get(body.id) ?? createLayoutCache();
		this.#caches.set(body.id, cache);
		return buildScene({
			graph,
			body: body.id,
			tree: this.tree(),
			open: this.#openGroups(),
			view: this.#view,
			trail: this.#trail,
			revision: ++this.#revision,
			opset: opsetOf(graph) || Number.MAX_SAFE_INTEGER,
			cache,
			meter: this.#meter,
			label: (value) => edgeLabel(factOf(inferred.facts, body.id, value)),
		});
	}

	/** Whether something that was selected is still there. */
	has(selected: { readonly node: NodeId } | { readonly value: string } | { readonly path: string }): boolean {
		if ("node" in selected) return this.homeOf(selected.node) !== undefined;
		if ("path" in selected) return this.tree().groups.has(selected.path);
		const { definitions, uses, outputs } = indexOf(this.body());
		return definitions.has(selected.value) || uses.has(selected.value) || outputs.has(selected.value);
	}

	/** Changes the model. A module that this brings about is open: it holds what was just worked on. */
	during<T>(change: () => T): T {
		const known = this.tree().groups;
		const changed = change();
		const open = this.#openGroups();
		for (const path of this.tree().groups.keys()) if (!known.has(path)) open.add(path);
		return changed;
	}

	/** The body on the screen; main when an edit took it away. */
	body(): Body {
		const { graph } = this.#drawn();
		const body = this.#shown === undefined ? undefined : graph.bodies.get(this.#shown);
		if (body) return body;
		this.#enter(graph.main);
		return bodyOf(graph, graph.main);
	}

	/** Its modules. */
	tree(): GroupTree {
		return this.treeOf(this.body());
	}

	treeOf(body: Body): GroupTree {
		let tree = this.#trees.get(body);
		if (!tree) {
			const folded = foldableConstants(body);
			const isDrawn = ({ outputs: [value = ""] }: Node) => !folded.has(value);
			tree = groupTree(body.nodes.map((node) => ({ node: node.id, path: modulePath(node), isDrawn: isDrawn(node) })));
			this.#trees.set(body, tree);
		}
		return tree;
	}

	homeOf(node: NodeId): Body | undefined {
		for (const body of this.#drawn().graph.bodies.values()) if (body.nodes.some(({ id }) => id === node)) return body;
		return undefined;
	}

	/** In the order of the body, without constants that are rows of the nodes that read them. */
	seen(nodes: ReadonlySet<NodeId>): NodeId[] {
		const body = this.body();
		const folded = this.#view.foldConstants ? foldableConstants(body) : new Map();
		const isSeen = ({ id, outputs: [value = ""] }: Node) => nodes.has(id) && !folded.has(value);
		return body.nodes.filter(isSeen).map(({ id }) => id);
	}

	#seenAs(body: Body, node: NodeId): NodeId {
		const value = body.nodes.find(({ id }) => id === node)?.outputs[0];
		const isFolded = value !== undefined && this.#view.foldConstants && foldableConstants(body).has(value);
		return (isFolded ? indexOf(body).uses.get(value)?.[0]?.node.id : undefined) ?? node;
	}

	#enter(body: BodyId): void {
		this.#shown = body;
		this.#trail = trailTo(this.#drawn().graph, body);
	}

	#openGroups(): Set<string> {
		const body = this.body();
		let open = this.#open.get(body.id);
		if (!open) {
			const folded = foldableConstants(body);
			const drawn = body.nodes.filter(({ outputs: [value = ""] }) => !folded.has(value)).map(({ id }) => id);
			open = openAtFirst(this.tree(), new Set(drawn), this.#boxesAtFirst, this.#wanted(body));
			this.#open.set(body.id, open);
		}
		return open;
	}
}
