/** A kind of file that people drop by mistake, and what helps. */
export interface OtherFormat {
	readonly format: string;
	readonly advice: string;
}

interface Signature extends OtherFormat {
	readonly at?: number;
	readonly starts: readonly (string | readonly number[])[];
}

const signatures: readonly Signature[] = [
	{ starts: [[0x1f, 0x8b]], format: "a gzip archive", advice: "Unpack it first, and open the .onnx file inside." },
	{
		starts: [[0x50, 0x4b, 0x03, 0x04]],
		format: "a zip archive (PyTorch's .pt and .pth files are such archives too)",
		advice: "Unpack it and open the .onnx file inside; export a PyTorch checkpoint with torch.onnx.export first.",
	},
	{ starts: [[0xfd, 0x37, 0x7a, 0x58, 0x5a]], format: "an xz archive", advice: "Unpack it first." },
	{ starts: [[0x28, 0xb5, 0x2f, 0xfd]], format: "a zstd archive", advice: "Unpack it first." },
	{ starts: ["BZh"], format: "a bzip2 archive", advice: "Unpack it first." },
	{ starts: [[0x37, 0x7a, 0xbc, 0xaf]], format: "a 7z archive", advice: "Unpack it first." },
	{ at: 257, starts: ["ustar"], format: "a tar archive", advice: "Unpack it and open the .onnx file inside." },
	{
		starts: ["<!doctype html", "<html", "<?xml", "<head", "<script"],
		format: "a web page",
		advice: "The download gave a page instead of the file: sign in, or use the raw file's address.",
	},
	{
		starts: ["version https://git-lfs"],
		format: "a Git LFS pointer",
		advice: "Run `git lfs pull` to get the model itself.",
	},
	{
		starts: ["ftrt", "ptrt"],
		format: "a TensorRT engine",
		advice: "An engine can't be turned back into a network. Open the ONNX model that it was built from.",
	},
	{
		starts: [[0x89, 0x48, 0x44, 0x46]],
		format: "an HDF5 file (Keras .h5)",
		advice: "Convert it with tf2onnx, then open the .onnx file.",
	},
	{
		at: 4,
		starts: ["TFL3"],
		format: "a TensorFlow Lite model",
		advice: "Convert it with tf2onnx --tflite, then open the .onnx file.",
	},
	{
		at: 4,
		starts: ["ORTM"],
		format: "ONNX Runtime's own .ort format",
		advice: "Open the .onnx file that it was made from.",
	},
	{ starts: ["GGUF"], format: "a GGUF file (llama.cpp)", advice: "Open an ONNX export of the same model." },
	{ starts: [[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]], format: "a NumPy array", advice: "Open the model, not its data." },
	{
		starts: [
			[0x80, 0x02],
			[0x80, 0x04],
			[0x80, 0x05],
		],
		format: "a Python pickle",
		advice: "Export the network with torch.onnx.export first.",
	},
	{ starts: ["\x7fELF", "MZ"], format: "a program or library", advice: "Open the .onnx file." },
	{ starts: ["%PDF"], format: "a PDF", advice: "Open the .onnx file." },
	{
		starts: ["ir_version:", "producer_name:"],
		format: "protobuf text",
		advice: "Convert it with onnx.parser or protoc --encode to the binary form.",
	},
	{
		starts: ["<\n", "<ir_version", "< ir_version", "< \n"],
		format: "ONNX's textual syntax",
		advice: "Paste it into the text view, or convert it with onnx.parser.parse_model.",
	},
	{ starts: ["{", "["], format: "a JSON file", advice: "Open the .onnx file." },
];

/** Every exporter writes ir_version first; no signature begins with its tag. */
const irVersionTag = 8;

/** How many first bytes of a file `recogniseFile` wants. */
export const recognisedBytes = 512;

/** What a file is, from its first bytes, when it is something well known that is not ONNX. */
export function recogniseFile(head: Uint8Array): OtherFormat | undefined {
	if (head[0] === irVersionTag) return undefined;
	const text = Array.from(head, (byte) => String.fromCharCode(byte)).join("");
	const unpadded = text.replace(/^(\u00ef\u00bb\u00bf)?\s*/, "").toLowerCase();
	for (const { at = 0, starts, format, advice } of signatures) {
		for (const start of starts) {
			const wanted = typeof start === "string" ? start : String.fromCharCode(...start);
			if (text.startsWith(wanted, at) || (at === 0 && wanted.length > 1 && unpadded.startsWith(wanted.toLowerCase()))) {
				return { format, advice };
			}
		}
	}
	return looksLikeSafetensors(text) ? safetensors : undefined;
}

const safetensors: OtherFormat = {
	format: "a safetensors file",
	advice: "It holds weights without a network. Export the model with torch.onnx.export.",
};

function looksLikeSafetensors(text: string): boolean {
	return (
		text.slice(8, 10) === '{"' &&
		text.charCodeAt(4) + text.charCodeAt(5) + text.charCodeAt(6) + text.charCodeAt(7) === 0
	);
}
