// How models write domains, and where an operator of that domain may be defined.
// - ONNX: "" and "ai.onnx" are the same domain.
// - ONNX Runtime registers operators of its own in "", such as SimplifiedLayerNormalization, and its optimizer writes them.
// - TensorRT's parser takes any operator that it does not know as a plugin of that name; exporters write the domain "",
//   "trt.plugins", "TRT" or "trt". Since TensorRT 10.10 the domain serves as the plugin's namespace, "" for its own.
const searchOrders: ReadonlyMap<string, readonly string[]> = new Map([
	["", ["", "onnxruntime", "trt.plugins"]],
	["ai.onnx", ["", "onnxruntime", "trt.plugins"]],
	["trt", ["trt.plugins"]],
	["TRT", ["trt.plugins"]],
]);

/** The domains of our table that define the operators of a model's domain, first choice first. */
export function searchOrder(domain: string): readonly [string, ...string[]] {
	const [first = domain, ...rest] = searchOrders.get(domain) ?? [];
	return [first, ...rest];
}
