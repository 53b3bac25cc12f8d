import type { Call, Output, PartialShape } from "../call/call.ts";
import { elementOf } from "../call/inputs.ts";
import type { Dimension } from "../dimension/expression.ts";
import type { Elements } from "../fact/element.ts";
import type { ElementType } from "../fact/element-type.ts";
import type { Fact } from "../fact/fact.ts";
import { mostElements } from "../fact/fact-of-tensor.ts";
import { isTensor, type Shape, tensorOf, type ValueType } from "../fact/value-type.ts";
import type { Operator } from "../operator.ts";
import type { FormalParameter } from "../operator-schema.ts";
import { countOf, numericShape } from "../value/indexing.ts";
import type { SmallOutput } from "../value/value-function.ts";
import { bindTypes, parameterAt } from "./bind-types.ts";
import { typeFromSchema } from "./type-from-schema.ts";

/** What is known about the outputs of a node, from its operator and its inputs. Never throws: a shape function that does is
 *  reported as shape/failed, and then only the schema speaks. */
export function inferOutputs(operator: Operator, call: Call): readonly Fact[] {
	const bound = bindTypes(call);
	const said = contained(call, () => operator.shape?.(call) ?? []) ?? [];
	const types = Array.from({ length: call.outputCount }, (_, output) => {
		const parameter = parameterAt(call.schema.outputs, output);
		const element = said[output]?.element ?? elementOfPlugin(call, parameter);
		const whole = element === undefined ? said[output] : { ...said[output], element };
		return completeType(call, output, whole, typeFromSchema(parameter, bound));
	});
	const values = knownValues(operator, call, said, types);
	return types.map((type, output) => withElements(call, output, type, values[output]));
}

/** TensorRT's plugins do not say which tensors share a type: as a rule those that can have that of the first input do. */
function elementOfPlugin(call: Call, parameter: FormalParameter | undefined): ElementType | undefined {
	const element = elementOf(call, 0);
	if (call.schema.domain !== "trt.plugins" || element === undefined) return undefined;
	return parameter?.types.includes(`tensor(${element})`) ? element : undefined;
}

function contained<T>(call: Call, work: () => T): T | undefined {
	try {
		return work();
	} catch (error) {
		call.report("shape/failed", { reason: error instanceof Error ? error.message : String(error) });
		return undefined;
	}
}

function completeType(
	call: Call,
	output: number,
	said: Output | undefined,
	bySchema: ValueType | undefined,
): ValueType | undefined {
	if (said?.type !== undefined) return said.type;
	if (bySchema !== undefined && !isTensor(bySchema) && said?.shape === undefined && said?.element === undefined)
		return bySchema;
	const element = said?.element ?? (isTensor(bySchema) ? bySchema.element : undefined);
	const shape = said?.shape && completeShape(call, output, said.shape);
	return element === undefined && shape === undefined && bySchema === undefined ? undefined : tensorOf(element, shape);
}

/** A size that nobody knows gets a name, so that it is the same size wherever it goes. */
function completeShape(call: Call, output: number, shape: PartialShape): Shape {
	return shape.map((size, axis): Dimension => {
		if (size === undefined) return call.fresh(output, `.${axis}`);
		if (typeof size !== "number" || size >= 0) return size;
		call.report("shape/negative", { axis, size });
		return call.fresh(output, `.${axis}`);
	});
}

function knownValues(
	operator: Operator,
	call: Call,
	said: readonly (Output | undefined)[],
	types: readonly (ValueType | undefined)[],
): readonly (Elements | undefined)[] {
	const given = said.map((one) => one?.value);
	if (given.some((value) => value !== undefined) || operator.value === undefined) return given;
	const outputs = types.map(smallOutput);
	if (outputs.every((output) => output === undefined)) return [];
	const found = contained(call, () => operator.value?.(call, outputs)) ?? [];
	return outputs.map((output, i) => (output && found[i]?.length === output.count ? found[i] : undefined));
}

function smallOutput(type: ValueType | undefined): SmallOutput | undefined {
	if (type?.kind !== "tensor" || type.element === undefined) return undefined;
	const shape = numericShape(type.shape);
	const count = shape && countOf(shape);
	if (shape === undefined || count === undefined || count > mostElements(type.element)) return undefined;
	return { element: type.element, shape, count };
}

/** Whole numbers in vectors this short are likely sizes: those that are not known get names, so that they stay the same
 *  size wherever they go. */
const mostNamed = 8;
const sizeTypes: ReadonlySet<ElementType> = new Set(["int64", "int32"]);

function withElements(call: Call, output: number, type: ValueType | undefined, value: Elements | undefined): Fact {
	const small = smallOutput(type);
	if (small && sizeTypes.has(small.element) && small.count <= mostNamed && small.shape.length <= 1) {
		const named = Array.from({ length: small.count }, (_, i) => value?.[i] ?? unknownElement(call, output, i));
		return { type, value: named };
	}
	return value?.some((element) => element !== undefined) ? { type, value } : { type };
}

function unknownElement(call: Call, output: number, index: number): Dimension {
	return call.fresh(output, `[${index}]`, Number.NEGATIVE_INFINITY);
}
