import type { Inferred } from "@suture/analysis";
import type { Edit, Graph, NodeId } from "@suture/graph";
import { editsOfOffers, type Kind, type Offer, offersFor } from "@suture/repair";
import { check, type Target } from "@suture/tensorrt";

/** What a rule would do at a node, without the edits. */
export interface OfferLine {
	readonly node: NodeId;
	readonly rule: string;
	readonly title: string;
	readonly kind: Kind;
	readonly sentence: string;
	readonly assumption: string | undefined;
}

interface Known {
	readonly graph: Graph;
	readonly inferred: Inferred;
}

export function offerLines(known: Known, target: Target): readonly OfferLine[] {
	return offersIn(known, target).map(({ edits, ...line }) => line);
}

/** The edits of a rule at nodes, as one step. */
export function offerEdits(known: Known, target: Target, rule: string, nodes: readonly NodeId[]): readonly Edit[] {
	const wanted = new Set(nodes);
	const meant = offersIn(known, target).filter((offer) => offer.rule === rule && wanted.has(offer.node));
	return editsOfOffers(known.graph, meant);
}

function offersIn({ graph, inferred: { facts } }: Known, target: Target): readonly Offer[] {
	return offersFor(graph, facts, check(graph, facts, target));
}
