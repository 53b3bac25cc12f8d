import { literalFromTensor, type TensorLiteral } from "@suture/graph";
import { elementCount, type TensorProto } from "@suture/onnx";
import { type Problem, problem } from "@suture/problems";

/** More would make a recipe that no build request can carry: a request holds 50 MB. */
export const mostElements = 4_000_000;

/** The literal of a tensor in memory, with all that it holds inside of it. */
export async function literalWithin(tensor: TensorProto): Promise<TensorLiteral | Problem> {
	const elements = elementCount(tensor.dims);
	if (elements > mostElements) return problem("page/too-large-to-edit", { elements, most: mostElements });
	const made = await literalFromTensor(tensor);
	return "problem" in made ? made.problem : made.literal;
}
