import type { TypeProto } from "@suture/onnx";
import { typeOfTensor } from "./declared-type.ts";
import type { Body } from "./graph.ts";
import { refuse } from "./refusal.ts";
import { tensorIn } from "./tensor-of-value.ts";
import { typesDiffer } from "./types-differ.ts";
import { textFromType } from "./value-type.ts";

/** Refuses to declare that a tensor of the body is of another type than it is. */
export function refuseOtherType(body: Body, value: string, type: TypeProto): void {
	const tensor = tensorIn(body, value);
	const known = tensor && typeOfTensor(tensor);
	if (!known || !typesDiffer(type, known)) return;
	refuse("edit/fixed-type", { value, type: textFromType(known) ?? "no known type" }, { value });
}
