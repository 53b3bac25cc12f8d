import { factOf } from "@suture/analysis";
import { addressOfNode, bodyOf, type Edit, freshName, type NodeAddress, type NodeId } from "@suture/graph";
import type { TypeProto } from "@suture/onnx";
import { typeToProto } from "@suture/ops";
import { type PluginDescription, readPlugins, standardPlugins } from "@suture/plugins";
import type { Problem } from "@suture/problems";
import { copiedText, type Paste, pasteEdits } from "./clipboard.ts";
import { type Candidates, candidatesFor } from "./connectable.ts";
import { type Cut, cutAt, cutBefore } from "./cut.ts";
import { type Deletion, type DeletionReach, deletionOf } from "./deletion.ts";
import { placeOf, schemaOf } from "./describe.ts";
import { describeNodes, type NodesDescription } from "./describe-nodes.ts";
import type { EditPlace } from "./description.ts";
import { extracted } from "./extract.ts";
import { insertion, type NewNode, type NewPlace } from "./new-node.ts";
import { type OperatorLine, operatorList } from "./operator-list.ts";
import { type PluginPlan, type PluginWish, pluginPlan } from "./plugin-plan.ts";
import { between, downstream, upstream } from "./reach.ts";
import { type Replacement, replacement } from "./replacement.ts";
import { type SavedModel, savedModel } from "./saved-model.ts";
import type { Sight } from "./sight.ts";
import { nodesAbove, type Slot, slotsFor } from "./slots.ts";
import { swap } from "./swap.ts";

/** Says what edits of the graph on the screen there can be: it plans, and changes nothing. */
export class Planner {
	readonly #sight: Sight;

	constructor(sight: Sight) {
		this.#sight = sight;
	}

	/** Values that an input of a node may be connected to. */
	candidates(node: NodeId, input: number, question: string): Candidates {
		const found = this.#sight.nodeAt(node);
		if (!found) return { shown: [], found: 0 };
		const { body, node: reader } = found;
		const { facts } = this.#sight.inferred();
		return candidatesFor(
			this.#sight.graph(),
			facts,
			body,
			reader,
			input,
			schemaOf(this.#sight.graph(), reader),
			question,
		);
	}

	/** What it would take to delete nodes of the body on the screen. */
	deletion(nodes: readonly NodeId[], reach: DeletionReach): Deletion {
		return deletionOf(this.#sight.graph(), this.#sight.body(), nodes, reach);
	}

	/** What it would take to end the network at these values. */
	cutAt(values: readonly string[]): Cut {
		const graph = this.#sight.graph();
		return cutAt(graph, bodyOf(graph, graph.main), values, this.#typeOf);
	}

	/** What it would take to end the network in front of a node, or of every node of its operator; undefined when nothing would
	 *  be left. */
	cutBefore(node: NodeId, reach: "node" | "operator"): Cut | undefined {
		const graph = this.#sight.graph();
		const main = bodyOf(graph, graph.main);
		const one = main.nodes.find(({ id }) => id === node);
		const same =
			reach === "node"
				? [one]
				: main.nodes.filter(({ opType, domain }) => opType === one?.opType && domain === one.domain);
		const nodes = new Set(same.flatMap((found) => found?.id ?? []));
		return cutBefore(graph, main, nodes, this.#typeOf);
	}

	/** How edits name nodes of the body on the screen, in its order. */
	addressesOf(nodes: readonly NodeId[]): { readonly addresses: readonly NodeAddress[]; readonly place: EditPlace } {
		const wanted = new Set(nodes);
		const body = this.#sight.body();
		const addresses = body.nodes.filter(({ id }) => wanted.has(id)).map(addressOfNode);
		return { addresses, place: placeOf(this.#sight.graph(), body.id) };
	}

	/** Every operator that the model can use. */
	operators(): OperatorLine[] {
		return operatorList(this.#sight.graph());
	}

	/** Several nodes of the body on the screen, as a whole. */
	describeNodes(nodes: readonly NodeId[]): NodesDescription {
		return describeNodes(this.#sight.graph(), this.#sight.body(), nodes);
	}

	/** More nodes of the body on the screen, by how they hang together with those that are given. */
	extended(nodes: readonly NodeId[], how: "between" | "upstream" | "downstream"): NodeId[] {
		const reach = { between, upstream, downstream }[how];
		return this.#sight.seen(reach(this.#sight.graph(), this.#sight.body(), nodes));
	}

	/** The nodes of a module. */
	nodesIn(path: string): NodeId[] {
		const { groups, groupOf } = this.#sight.tree();
		const isInside = (group: string | undefined) => {
			let at = group;
			while (at !== undefined && at !== path) at = groups.get(at)?.parent;
			return at === path;
		};
		return this.#sight.seen(
			new Set(this.#sight.body().nodes.flatMap(({ id }) => (isInside(groupOf.get(id)) ? id : []))),
		);
	}

	/** Those of the nodes that are in the body on the screen. */
	onScreen(nodes: readonly NodeId[]): NodeId[] {
		return this.#sight.seen(new Set(nodes));
	}

	/** Nodes as text for the clipboard. */
	async copy(nodes: readonly NodeId[]): Promise<string | Problem> {
		return await copiedText(this.#sight.graph(), this.#sight.inferred(), this.#sight.body(), nodes);
	}

	/** The edits that put a text from the clipboard into the body on the screen. */
	async paste(text: string): Promise<Paste> {
		return await pasteEdits(this.#sight.graph(), this.#sight.body(), text);
	}

	/** Nodes as a model of their own, as files to keep. */
	async extract(nodes: readonly NodeId[]): Promise<SavedModel> {
		const own = extracted(this.#sight.graph(), this.#sight.inferred(), this.#sight.body(), nodes);
		return await savedModel(own, this.#sight.fileName().replace(/(\.onnx)?$/i, ".part.onnx"));
	}

	/** The edit that puts one node in place of several. */
	replacement(nodes: readonly NodeId[], by: Replacement): Edit {
		return replacement(this.#sight.graph(), this.#sight.body(), nodes, by);
	}

	/** NVIDIA's plugins. */
	standardPlugins(): readonly PluginDescription[] {
		return standardPlugins();
	}

	/** What a file of descriptions of plugins says. */
	readPlugins(text: string, file: string): ReturnType<typeof readPlugins> {
		return readPlugins(text, file);
	}

	/** The edits that put a plugin in the place of nodes, or what keeps them from being made. */
	pluginPlan(nodes: readonly NodeId[], wish: PluginWish): PluginPlan {
		const { facts } = this.#sight.inferred();
		return pluginPlan(this.#sight.graph(), facts, this.#sight.body(), nodes, wish);
	}

	/** The inputs of a node as places for a value. */
	slotsFor(reader: NodeId, value: string): Slot[] {
		const found = this.#sight.nodeAt(reader);
		return found ? slotsFor(this.#sight.graph(), this.#sight.inferred().facts, found.body, found.node, value) : [];
	}

	/** What a node makes. */
	outputsOf(node: NodeId): string[] {
		return this.#sight.nodeAt(node)?.node.outputs.filter((name) => name !== "") ?? [];
	}

	/** Nodes that a value is made from, which can't take it. */
	nodesAbove(value: string): NodeId[] {
		return [...nodesAbove(this.#sight.graph(), this.#sight.body(), value)];
	}

	/** Nodes that a wire from this one would close a circle with. */
	forbiddenFor(node: NodeId, side: "input" | "output"): NodeId[] {
		const reach = side === "output" ? upstream : downstream;
		return [...reach(this.#sight.graph(), this.#sight.body(), [node])];
	}

	/** The edits that let two nodes change places. */
	swap(pair: readonly [NodeId, NodeId]): Edit[] {
		return swap(this.#sight.graph(), this.#sight.body(), pair);
	}

	/** The edits that put a new node into the body on the screen. */
	insertion(made: NewNode, at: NewPlace): Edit[] {
		return insertion(this.#sight.graph(), this.#sight.inferred(), this.#sight.body(), made, at);
	}

	/** The value that a node makes first. */
	firstOutput(node: NodeId): string | undefined {
		return this.#sight.nodeAt(node)?.node.outputs.find((name) => name !== "");
	}

	/** A name that no value has, near the one that is wanted. */
	freshName(wanted: string): string {
		return freshName(this.#sight.graph(), wanted);
	}

	/** What is known of the type of a value of the main graph. */
	readonly #typeOf = (value: string): TypeProto | undefined =>
		typeToProto(factOf(this.#sight.inferred().facts, this.#sight.graph().main, value).type);
}
