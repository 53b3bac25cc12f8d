import { withBody } from "../applied.ts";
import type { RemoveInitializers } from "../edit.ts";
import type { Body, Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { bodyMeant, definitionMeant } from "../meant.ts";
import { nearestName } from "../nearest-name.ts";
import { refuse } from "../refusal.ts";
import { initializersAreInputs } from "../splice/give-tensors.ts";
import { withoutTensors } from "../splice/leftovers.ts";
import { refuseIfRead } from "../splice/refuse-loose-ends.ts";

export function removeInitializers(graph: Graph, { values, dangling = false, in: where }: RemoveInitializers): Graph {
	const body = bodyMeant(graph, where);
	for (const value of values) refuseOthers(body, value);
	const names = new Set(values);
	// The default of an input goes; the input stays, and can be read.
	const inputs = initializersAreInputs(graph, body) ? [] : body.inputs.filter(({ name }) => names.has(name ?? ""));
	const stay = new Set(inputs.map(({ name }) => name));
	if (!dangling) for (const value of names) if (!stay.has(value)) refuseIfRead(graph, body.id, value);
	const left = withoutTensors(body, names);
	return withBody(graph, stay.size === 0 ? left : { ...left, inputs: body.inputs });
}

function refuseOthers(body: Body, value: string): void {
	const { by } = definitionMeant(body, value);
	if (by === "initializer" || by === "sparse-initializer") return;
	const { definitions } = indexOf(body);
	const initializers = [...definitions].filter(([, definition]) => definition.by === "initializer");
	const nearest = nearestName(
		value,
		initializers.map(([name]) => name),
	);
	refuse("edit/no-such-tensor", { wanted: value, nearest }, { value });
}
