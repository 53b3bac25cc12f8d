import { newMessage, type RunTensor, type TensorProto, tensorTypeNamed } from "@suture/onnx";

const utf8 = new TextEncoder();

/** A tensor that a runtime gave, as a model has it. */
export function tensorFromRun({ type, dims, contents }: RunTensor): TensorProto {
	const dataType = tensorTypeNamed(type)?.dataType ?? 0;
	const fields = { dims: [...dims], dataType };
	if (contents instanceof Uint8Array)
		return newMessage("TensorProto", { ...fields, rawData: { at: "memory", bytes: contents } });
	return newMessage("TensorProto", { ...fields, stringData: contents.map((one) => utf8.encode(one)) });
}
