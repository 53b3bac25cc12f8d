import { isExternal, locationOf, type StringStringEntryProto, storedByteLength, type TensorProto } from "@suture/onnx";

/** Stands for the file of weights that a text does not hold. onnx.parser reads them as external data, so the text keeps its
 *  structure there too, and whoever wants the numbers hears that this file is missing. */
const location = "left out of this text";

export function leftOutEntries(tensor: TensorProto): readonly StringStringEntryProto[] {
	return [
		{ key: "location", value: location },
		{ key: "length", value: String(storedByteLength(tensor)) },
	];
}

/** Whether a tensor was read from a text that did not hold its values. */
export function isLeftOut(tensor: TensorProto): boolean {
	return isExternal(tensor) && locationOf(tensor) === location;
}
