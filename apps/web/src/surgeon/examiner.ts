import type { NodeId } from "@suture/graph";
import { type OperatorDocumentation, operatorDocumentation } from "@suture/ops";
import type { NumberedEvent } from "@suture/protocol";
import { diagnose } from "@suture/tensorrt";
import { describeNode, describeValue, type KnownFacts, opsetOf } from "./describe.ts";
import type { NodeDescription, ValueDescription } from "./description.ts";
import { type ExplainedSize, explainSizes } from "./explain-sizes.ts";
import { type LocatedProblem, locate } from "./locate.ts";
import { type SearchAnswer, search } from "./search.ts";
import type { Sight } from "./sight.ts";

/** Says what there is in the open model. */
export class Examiner {
	readonly #sight: Sight;

	constructor(sight: Sight) {
		this.#sight = sight;
	}

	describeNode(node: NodeId): NodeDescription | undefined {
		const found = this.#sight.nodeAt(node);
		if (!found) return undefined;
		const { body, node: described } = found;
		const group = this.#sight.treeOf(body).groupOf.get(node);
		return describeNode(this.#sight.graph(), this.#facts(), body.id, described, group);
	}

	/** A value of the body on the screen. */
	describeValue(name: string): ValueDescription {
		return describeValue(this.#sight.graph(), this.#sight.body(), this.#facts(), name);
	}

	/** Where the sizes of a value of the body on the screen come from. */
	explainSizes(value: string): ExplainedSize[] {
		return explainSizes(this.#sight.shown().facts, this.#sight.body().id, value);
	}

	search(question: string): SearchAnswer {
		return search(this.#sight.graph(), this.#sight.inferred().facts, question);
	}

	/** The node that a link or a log names: by its name, or by an output. */
	findNode(name: string): NodeId | undefined {
		for (const { nodes } of this.#sight.graph().bodies.values()) {
			const found = nodes.find((node) => node.name === name) ?? nodes.find(({ outputs }) => outputs.includes(name));
			if (found) return found.id;
		}
		return undefined;
	}

	/** Names of all nodes that have one. */
	nodeNames(): string[] {
		return [...this.#sight.graph().bodies.values()]
			.flatMap(({ nodes }) => nodes.map(({ name }) => name))
			.filter((name) => name !== "");
	}

	/** The documentation of a node's operator, as of the model's opset. */
	async documentation(node: NodeId): Promise<OperatorDocumentation | undefined> {
		const found = this.#sight.nodeAt(node)?.node;
		const opset = found && (opsetOf(this.#sight.graph(), found.domain) || Number.MAX_SAFE_INTEGER);
		return found && opset ? await operatorDocumentation(found.opType, found.domain, opset) : undefined;
	}

	/** What a build's events say about this graph. */
	diagnose(events: readonly NumberedEvent[]): LocatedProblem[] {
		const graph = this.#sight.graph();
		return diagnose(events, graph).map((problem) => locate(graph, problem));
	}

	#facts(): KnownFacts {
		return { facts: this.#sight.inferred().facts, shown: this.#sight.shown().facts };
	}
}
