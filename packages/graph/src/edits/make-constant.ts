import { type Handed, withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import { declareTypes } from "../declare-types.ts";
import { typeOfTensor } from "../declared-type.ts";
import type { MakeConstant } from "../edit.ts";
import { freshName } from "../fresh-name.ts";
import type { Body, Graph } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { withInputs } from "../interface.ts";
import { bodyMeant, definitionMeant } from "../meant.ts";
import { holderOf } from "../scope.ts";
import { initializersAreInputs } from "../splice/give-tensors.ts";
import { splice } from "../splice/splice.ts";
import { stopMaking } from "../stop-making.ts";
import { tensorMeant } from "../tensor-meant.ts";
import { withTensor } from "../with-tensor.ts";

export function makeConstant(graph: Graph, { value, tensor: literal, in: where }: MakeConstant, handed: Handed): Graph {
	const body = bodyMeant(graph, where);
	const definition = definitionMeant(body, value);
	const tensor = tensorMeant(graph, body.id, literal, value, handed);
	if (definition.by === "initializer" || definition.by === "sparse-initializer") {
		const held = withTensor(graph, body, tensor);
		return initializersAreInputs(held, body) ? held : withoutInput(held, bodyOf(held, body.id), value);
	}
	const edited =
		definition.by === "node"
			? splice(graph, body.id, { ...stopMaking(graph, body, definition.node, value), tensors: [tensor] })
			: splice(withoutInput(graph, body, value), body.id, { tensors: [tensor] });
	const isOutput = indexOf(body).outputs.has(value);
	return isOutput ? declareTypes(edited, body.id, new Map([[value, typeOfTensor(tensor)]])) : edited;
}

/** An input of a body that a node holds keeps its place, since that node counts on it, and gets a name that nothing reads. */
function withoutInput(graph: Graph, body: Body, value: string): Graph {
	const { inputs } = body;
	if (!inputs.some(({ name }) => name === value)) return graph;
	if (!holderOf(graph, body.id)) {
		return withInputs(
			graph,
			body.id,
			inputs.filter(({ name }) => name !== value),
		);
	}
	const unused = freshName(graph, `${value}_unused`);
	return withBody(graph, {
		...body,
		inputs: inputs.map((info) => (info.name === value ? { ...info, name: unused } : info)),
	});
}
