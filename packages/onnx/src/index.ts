export { allTensors } from "./all-tensors.ts";
export {
	type ExternalRange,
	externalRangeOf,
	isExternal,
	locationOf,
	type OpenExternal,
	refusedLocation,
} from "./external-data.ts";
export { joinParts, type Part, partByteLength, readParts } from "./parts.ts";
export { type Payload, payloadByteLength, readPayload, smallPayloadBytes } from "./payload.ts";
export { type ReadModel, type ReadModelOptions, readModel } from "./read-model.ts";
export type { RunTensor, Session } from "./run-tensor.ts";
export {
	type AttributeProto,
	AttributeType,
	DataLocation,
	DataType,
	type FunctionProto,
	type GraphProto,
	type MessageName,
	type Messages,
	type ModelProto,
	type NodeProto,
	type OperatorSetIdProto,
	type SparseTensorProto,
	type StringStringEntryProto,
	type TensorAnnotation,
	type TensorProto,
	type TensorShapeProto,
	type TensorShapeProto_Dimension,
	type TrainingInfoProto,
	type TypeProto,
	type ValueInfoProto,
} from "./schema.gen.ts";
export { newMessage } from "./schema.ts";
export {
	type BlobLike,
	type Source,
	type SourceRange,
	sourceFromBlob,
	sourceFromBytes,
	sourceFromRead,
} from "./source.ts";
export {
	contentsOf,
	storedByteLength,
	type TensorBytes,
	type TensorContents,
	tensorBytes,
	tensorBytesInMemory,
} from "./tensor-data.ts";
export {
	elementCount,
	rawByteLength,
	type TensorType,
	tensorType,
	tensorTypeNamed,
	tensorTypes,
} from "./tensor-type.ts";
export { type TensorValues, tensorValues } from "./tensor-values.ts";
export { type ModelFile, type WriteModelOptions, type WrittenModel, writeModel } from "./write-model.ts";
