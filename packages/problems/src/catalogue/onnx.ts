import { bytes, count } from "./words.ts";

type At = { readonly path: string };

/** What can be wrong with a file before it is a graph. `path` is the way through the messages, `graph.node[12].attribute[0]`. */
export const onnxProblems = {
	"onnx/empty": {
		severity: "error",
		sentence: ({ file }: { file: string }) => `${file} is empty.`,
		remedy: "Export or copy the model again; an interrupted download leaves such a file.",
	},
	"onnx/other-format": {
		severity: "error",
		sentence: ({ file, format }: { file: string; format: string }) => `${file} is ${format}, not an ONNX model.`,
		remedy: ({ advice }: { advice: string }) => advice,
	},
	"onnx/not-a-model": {
		severity: "error",
		sentence: ({ file, reason }: { file: string; reason: string }) =>
			`${file} is not an ONNX model. Read as one, it breaks at its beginning: ${reason}`,
		remedy: "Check that this is the .onnx file that the exporter wrote, and that it was copied in binary mode.",
	},
	"onnx/no-graph": {
		severity: "error",
		sentence: ({ file }: { file: string }) => `${file} can be read as a protobuf, but it holds no graph.`,
		remedy: "Check that this is a model and not a single tensor (.pb) or another protobuf file.",
	},
	"onnx/truncated": {
		severity: "error",
		sentence: ({ path, needs, has }: At & { needs: number; has: number }) =>
			`The file ends too early: ${path} says it has ${bytes(needs)}, and ${bytes(has)} are left.`,
		remedy: "The copy or download was cut off, or a length is damaged. Copy the file again and compare sizes.",
	},
	"onnx/length": {
		severity: "error",
		sentence: ({ path, needs, has }: At & { needs: number; has: number }) =>
			`${path} says it has ${bytes(needs)}, but the message around it ends after ${bytes(has)}.`,
		remedy: "The file is damaged here. Export or copy it again.",
	},
	"onnx/wire-type": {
		severity: "error",
		sentence: ({ path, expected, found }: At & { expected: string; found: string }) =>
			`${path} is encoded as ${found}; ONNX has ${expected} there.`,
		remedy: "The file is damaged, or it is not an ONNX model. Export or copy it again.",
	},
	"onnx/varint": {
		severity: "error",
		sentence: ({ path }: At) => `${path} holds a number that does not end.`,
		remedy: "The file is damaged here. Export or copy it again.",
	},
	"onnx/tag": {
		severity: "error",
		sentence: ({ path, reason }: At & { reason: string }) => `Inside ${path}, ${reason}.`,
		remedy: "The file is damaged here, or it is not an ONNX model. Export or copy it again.",
	},
	"onnx/too-deep": {
		severity: "error",
		sentence: ({ limit }: { limit: number }) => `The file nests messages more than ${count(limit)} deep.`,
		remedy: "ONNX's own readers stop at the same depth. Such a file is damaged or made to break its reader.",
	},
	"onnx/too-many": {
		severity: "error",
		sentence: ({ limit }: { limit: number }) =>
			`The file's structure is too large: it holds more than ${count(limit)} items outside of its weights.`,
		remedy: "No real network comes near this. The file is damaged or made to exhaust memory.",
	},
	"onnx/text-too-long": {
		severity: "error",
		sentence: ({ path, size, limit }: At & { size: number; limit: number }) =>
			`${path} has ${bytes(size)} of text, more than the ${bytes(limit)} that can be opened.`,
		remedy: "Such a file is damaged, or carries something other than a network in a name or attribute.",
	},
	"onnx/utf8": {
		severity: "warning",
		sentence: ({ path }: At) => `${path} is not valid UTF-8.`,
		remedy: "It is shown with replacement marks. Rename it, since other readers may refuse the file.",
	},
	"onnx/unsafe-integer": {
		severity: "warning",
		sentence: ({ path, value }: At & { value: string }) => `${path} is ${value}, which no size or version can be.`,
		remedy: "Other readers may refuse the file. Set a sensible value.",
	},
	"onnx/source-read": {
		severity: "error",
		sentence: ({ file, reason }: { file: string; reason: string }) => `${file} could not be read: ${reason}.`,
		remedy: "If the file was moved, replaced or is on a drive that went away, open it again.",
	},
	"onnx/source-short": {
		severity: "error",
		sentence: ({ file, wanted, got }: { file: string; wanted: number; got: number }) =>
			`${file} gave ${bytes(got)} where ${bytes(wanted)} were asked for: it has become shorter since it was opened.`,
		remedy: "Open the file again.",
	},
	"onnx/external-path": {
		severity: "error",
		sentence: ({ location, reason }: { location: string; reason: string }) =>
			`The weights' file name "${location}" is refused: ${reason}.`,
		remedy: "External data must lie in the model's folder or below. Save the model again with a plain file name.",
	},
	"onnx/external-missing": {
		severity: "error",
		sentence: ({ location, tensors }: { location: string; tensors: number }) =>
			`${count(tensors)} ${tensors === 1 ? "tensor lies" : "tensors lie"} in ${location}, which is not there.`,
		remedy: ({ location }: { location: string }) => `Open the model together with ${location}, from the same export.`,
	},
	"onnx/external-range": {
		severity: "error",
		sentence: ({ tensor, location, end, size }: { tensor: string; location: string; end: number; size: number }) =>
			`The weights of ${tensor} should reach to byte ${count(end)} of ${location}, which has only ${count(size)}.`,
		remedy: "The data file is cut off or belongs to another export. Copy the model and its data again, together.",
	},
	"onnx/external-entry": {
		severity: "error",
		sentence: ({ tensor, reason }: { tensor: string; reason: string }) =>
			`The external data entry of ${tensor} makes no sense: ${reason}.`,
		remedy: "Save the model again with the tool that wrote it.",
	},
	"onnx/tensor-size": {
		severity: "error",
		sentence: ({ tensor, expected, found }: { tensor: string; expected: number; found: number }) =>
			`${tensor} should have ${bytes(expected)} by its shape and type, and has ${bytes(found)}.`,
		remedy: "The file is damaged, or its writer is at fault. Export the model again.",
	},
	"onnx/tensor-type": {
		severity: "error",
		sentence: ({ tensor, dataType }: { tensor: string; dataType: number }) =>
			`${tensor} has the data type ${dataType}, which ONNX 1.23 does not know.`,
		remedy: "The file comes from a newer ONNX, or it is damaged.",
	},
	"onnx/tensor-data": {
		severity: "error",
		sentence: ({ tensor, reason }: { tensor: string; reason: string }) =>
			`The values of ${tensor} can't be read: ${reason}.`,
		remedy: "Export the model again, or replace the tensor.",
	},
	"onnx/written-external": {
		severity: "info",
		sentence: ({ file, data, size }: { file: string; data: string; size: number }) =>
			`The model would have ${bytes(size)}, more than the 2 GB that a protobuf file can hold, so its weights are in ${data} beside ${file}.`,
		remedy: "Keep both files in one folder.",
	},
	"onnx/too-large": {
		severity: "error",
		sentence: ({ file, size }: { file: string; size: number }) =>
			`${file} would have ${bytes(size)} even without its weights, more than the 2 GB that a protobuf file can hold.`,
		remedy: "Take constants out of attributes and make them initializers.",
	},
} as const;
