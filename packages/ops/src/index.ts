export { type AttributeChoice, attributeChoice } from "./attribute-choice.ts";
export type { AttributeValue, BodyInference, Call, Output, PartialShape, Report, ShapeFunction } from "./call/call.ts";
export { operatorCategory } from "./category.ts";
export type { Category } from "./category-table.ts";
export { greatest, isAtLeast, least } from "./dimension/bounds.ts";
export { ceilDivide, floorDivide, modulo, truncateDivide } from "./dimension/divide.ts";
export { evaluate } from "./dimension/evaluate.ts";
export {
	type Dimension,
	type Expression,
	isExpression,
	keyOf,
	type SizeSymbol,
	sameDimension,
} from "./dimension/expression.ts";
export { maximum, minimum } from "./dimension/extremes.ts";
export { parseDimension } from "./dimension/parse.ts";
export { difference, product, productOf, sum, sumOf } from "./dimension/polynomial.ts";
export { isReal, type Real } from "./dimension/real.ts";
export { substitute } from "./dimension/substitute.ts";
export { symbol, symbolOf } from "./dimension/symbol.ts";
export { symbolsOf } from "./dimension/symbols-of.ts";
export { asciiOfDimension, textOfDimension } from "./dimension/text.ts";
export { type OperatorDocumentation, operatorDocumentation } from "./documentation.ts";
export { type Element, type Elements, sameElement } from "./fact/element.ts";
export { dataTypeOf, type ElementType, elementTypeOf, isFloat, isInteger } from "./fact/element-type.ts";
export { elementOfFact, type Fact, noFact, shapeOfFact } from "./fact/fact.ts";
export { factOfTensor } from "./fact/fact-of-tensor.ts";
export { type FreshSize, mergeFacts, mergeTypes } from "./fact/merge.ts";
export { sameFact, sameShape, sameType } from "./fact/same-fact.ts";
export { type DimensionReader, typeFromProto } from "./fact/type-from-proto.ts";
export { textOfType } from "./fact/type-text.ts";
export { typeToProto } from "./fact/type-to-proto.ts";
export { isTensor, type Shape, type TensorValueType, tensorOf, type ValueType } from "./fact/value-type.ts";
export { parameterAt } from "./infer/bind-types.ts";
export { inferOutputs } from "./infer/infer-outputs.ts";
export { type Operator, operator } from "./operator.ts";
export type { AttributeSchema, FormalParameter, OperatorSchema } from "./operator-schema.ts";
export { domains, operatorSchema, operatorsOf, operatorVersions } from "./schema.ts";
export type { ValueFunction } from "./value/value-function.ts";
