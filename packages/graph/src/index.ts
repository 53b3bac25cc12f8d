export { addressOfBody, addressOfNode, type Found, findBody, findNode, nameOf, nodesByName } from "./address.ts";
export type { Handed } from "./applied.ts";
export { type AppliedEdits, applyEdits, type EditProblem } from "./apply-edits.ts";
export { bodiesOfNode } from "./bodies-of-node.ts";
export type { BodyIndex, Definition, Use } from "./body-index.ts";
export { bodyOf } from "./body-of.ts";
export { checkGraph, placeOfNode } from "./check-graph.ts";
export { contentsNamedBy } from "./contents-named.ts";
export { declaredType, typeOfTensor } from "./declared-type.ts";
export { applyDiff, type Change, type Diff, diffOf, isEmpty, nodeChanges, reversed } from "./diff.ts";
export type { BodyAddress, BodyStep, Edit, EditName, EditNamed, NodeAddress, NodeSurroundings } from "./edit.ts";
export { freshName, isValueName } from "./fresh-name.ts";
export type { Attribute, Body, BodyId, FunctionHead, Graph, Header, Node, NodeId } from "./graph.ts";
export { graphFromModel } from "./graph-from-model.ts";
export { type History, perform, recipeOf, redo, type Step, startHistory, undo } from "./history.ts";
export { indexOf } from "./index-of.ts";
export { modelFromGraph, nodeProto } from "./model-from-graph.ts";
export { nearestName } from "./nearest-name.ts";
export { type RunOrder, runOrder } from "./run-order.ts";
export { bodyAndInner, capturedBy, type Holder, holderOf, valuesNeededBy } from "./scope.ts";
export { sentenceOf } from "./sentence-of.ts";
export { base64FromBytes } from "./tensor/base64.ts";
export {
	type LiteralOfTensor,
	type LiteralOptions,
	literalFromTensor,
} from "./tensor/literal-from-tensor.ts";
export type { TensorLiteral } from "./tensor/tensor-literal.ts";
export { tensorOfValue } from "./tensor-of-value.ts";
export { attributeFromText } from "./text/edit-text.ts";
export { type Lines, readLines, textWithNames } from "./text/lines.ts";
export { graphFromText, type ModelFromText, modelFromText, type ReadTextOptions } from "./text/model-from-text.ts";
export { newestOpset, oldestIrVersionFor } from "./text/newest-opset.ts";
export type { TextOptions } from "./text/page.ts";
export {
	textFromAttribute,
	textFromBody,
	textFromGraph,
	textFromModel,
	textFromNodes,
	textFromTensor,
	type WrittenText,
	writeText,
	writeTextWithWeights,
} from "./text/text-from-model.ts";
export { textFromType, typeFromText } from "./value-type.ts";
export { withSurroundings } from "./with-surroundings.ts";
