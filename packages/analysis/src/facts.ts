import type { BodyId, Graph } from "@suture/graph";
import { type Fact, noFact } from "@suture/ops";

/** What is known about every value of a graph. */
export interface Facts {
	/** The graph that they are about. */
	readonly graph: Graph;
	/** Per body, per value. Of a function that is called more than once it holds what is common to all calls; a body that
	 *  never runs has no entry. */
	readonly bodies: ReadonlyMap<BodyId, ReadonlyMap<string, Fact>>;
}

/** What is known about a value of a body; nothing for a stranger. Values from outside of the body are not its own. */
export function factOf(facts: Facts, body: BodyId, value: string): Fact {
	return facts.bodies.get(body)?.get(value) ?? noFact;
}
