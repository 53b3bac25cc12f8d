import type { TensorProto } from "@suture/onnx";
import type { Handed } from "./applied.ts";
import type { BodyId, Graph } from "./graph.ts";
import { Refusal } from "./refusal.ts";
import { tensorFromLiteral } from "./tensor/tensor-from-literal.ts";
import type { TensorLiteral } from "./tensor/tensor-literal.ts";
import { tensorOfValue } from "./tensor-of-value.ts";

/** The tensor that an edit means; the edit is refused when there is none. */
export function tensorMeant(
	graph: Graph,
	id: BodyId,
	literal: TensorLiteral,
	name: string,
	{ contents }: Handed,
): TensorProto {
	const same = (value: string) => tensorOfValue(graph, id, value);
	const made = tensorFromLiteral(literal, name, { same, ...(contents && { contents }) });
	if ("problem" in made) throw new Refusal([made.problem]);
	return made.tensor;
}
