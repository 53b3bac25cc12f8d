import type { Code } from "@suture/problems";
import type { BuilderEventOf } from "@suture/protocol";

type ParserError = BuilderEventOf<"parser-error">;

/** Codes whose sentence takes a node, its operator, and what TensorRT said. */
export type NodeCode = Extract<
	Code,
	| "tensorrt/needs-plugin"
	| "tensorrt/unknown-operator"
	| "tensorrt/unsupported-operator"
	| "tensorrt/unsupported-attribute"
	| "tensorrt/unsupported-type"
	| "tensorrt/must-be-constant"
	| "tensorrt/dynamic-weights"
	| "tensorrt/unsupported-input"
	| "tensorrt/unsupported-shape"
	| "tensorrt/dynamic-shape"
	| "tensorrt/invalid-node"
	| "tensorrt/refused-node"
>;

interface ParserRule {
	readonly code: NodeCode;
	/** Searched in the description. */
	readonly text?: RegExp;
	/** Names of nvonnxparser::ErrorCode. */
	readonly parserCode?: string;
}

// Texts: onnx-tensorrt 8.4-GA, 8.6-GA, 10.1-GA onnxOpImporters.cpp and onnxOpCheckers.cpp; the first row was recorded with
// RTX 1.7.1 and 11.2. The first row that matches counts, so texts stand before bare codes.
const rules: readonly ParserRule[] = [
	{ code: "tensorrt/needs-plugin", text: /plugin creator version \S+ was not found in plugin registry/ },
	{
		code: "tensorrt/unknown-operator",
		text: /Plugin not found|getPluginCreator could not find plugin|No importer registered for op/,
	},
	{
		code: "tensorrt/dynamic-weights",
		text: /two inputs \(data and weights\) are allowed only|Could not fuse 2nd input \(kernel weights\)/,
	},
	{
		code: "tensorrt/unsupported-type",
		text: /does not support \w+ input type|Unsupported (?:ONNX )?data ?type|only supports? (?:INT32|floating)|does not support the given operator .* data type|UINT8 types for intermediate/i,
	},
	{
		code: "tensorrt/must-be-constant",
		text: /(?:must be|required to be|as|only supports input \w+ as) an initializer|must be build-time constant|is_weights\(\)|does not support dynamic axes/,
	},
	{ code: "tensorrt/dynamic-shape", text: /from a dynamic shape|dynamic (?:shape|inputs)/i },
	{ code: "tensorrt/unsupported-attribute", parserCode: "UNSUPPORTED_NODE_ATTR" },
	{ code: "tensorrt/unsupported-input", parserCode: "UNSUPPORTED_NODE_INPUT" },
	{ code: "tensorrt/unsupported-type", parserCode: "UNSUPPORTED_NODE_DATATYPE" },
	{ code: "tensorrt/dynamic-shape", parserCode: "UNSUPPORTED_NODE_DYNAMIC" },
	{ code: "tensorrt/unsupported-shape", parserCode: "UNSUPPORTED_NODE_SHAPE" },
	// A static check that refuses an operator as such has nothing to say but its condition, `false`.
	{ code: "tensorrt/unsupported-operator", parserCode: "UNSUPPORTED_NODE", text: /^(?:Assertion failed:\s*)?false\b/ },
	{ code: "tensorrt/invalid-node", parserCode: "INVALID_NODE" },
];

/** What a parser error means. */
export function codeOfParserError({ code, description }: ParserError): NodeCode {
	const rule = rules.find(
		({ text, parserCode }) =>
			(text === undefined || text.test(description)) && (parserCode === undefined || parserCode === code),
	);
	return rule?.code ?? "tensorrt/refused-node";
}
