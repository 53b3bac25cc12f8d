import { type BuilderEvent, type BuilderEventOf, builderEventSchema, type NumberedEvent } from "@suture/protocol";
import { type Message, messagesOf } from "./messages.ts";

/** What a log of trtexec, Polygraphy, TensorRT's Python, ONNX Runtime or one of our builders says, as events; the number of an
 *  event is the 0-based line where it begins. Only what `diagnose` asks for: errors, and how it ended. */
export function readLog(lines: Iterable<string>): NumberedEvent[] {
	const all = [...lines];
	const own = all.flatMap((line, seq) => ownEvent(line, seq));
	if (own.length > 0) return own;
	const messages = messagesOf(all);
	const found = [...parserErrors(messages), ...builderErrors(messages)].toSorted((a, b) => a.seq - b.seq);
	const hasPassed = messages.some(({ text }) => /^&&&& PASSED|^PASSED \| /.test(text));
	return found.length === 0 || hasPassed ? found : [...found, { seq: all.length, event: failure }];
}

const failure: BuilderEvent = {
	kind: "result",
	t: 0,
	ok: false,
	peakBytes: null,
	stage: "build",
	sentence: "",
	cancelled: false,
};

/** Our builders write one event a line. */
function ownEvent(line: string, seq: number): NumberedEvent[] {
	if (!line.startsWith("{")) return [];
	try {
		const { success, data } = builderEventSchema.safeParse(JSON.parse(line));
		return success ? [{ seq, event: data }] : [];
	} catch {
		return []; // a line that was cut off
	}
}

type ParserError = BuilderEventOf<"parser-error">;

/** Names of nvonnxparser::ErrorCode by number, which the parser prints. onnx-tensorrt NvOnnxParser.h 10.1-GA. */
const codes =
	`SUCCESS INTERNAL_ERROR MEM_ALLOC_FAILED MODEL_DESERIALIZE_FAILED INVALID_VALUE INVALID_GRAPH INVALID_NODE UNSUPPORTED_GRAPH
	UNSUPPORTED_NODE UNSUPPORTED_NODE_ATTR UNSUPPORTED_NODE_INPUT UNSUPPORTED_NODE_DATATYPE UNSUPPORTED_NODE_DYNAMIC
	UNSUPPORTED_NODE_SHAPE REFIT_FAILED`.split(/\s+/);

/** `While parsing node number 3 [Op -> "out"]:`, then the node as text, then `ERROR: file:line In function f:`; or what
 *  str(ParserError) gives. */
function parserErrors(messages: readonly Message[]): NumberedEvent[] {
	const found: NumberedEvent[] = [];
	let open: Partial<ParserError> = {};
	let begun: number | undefined;
	for (const { text, line } of messages) {
		const node = /While parsing node number (?<index>\d+) \[(?<operator>[^\s\]]+)/.exec(text);
		if (node?.groups) {
			open = { nodeIndex: Number(node.groups["index"]), operator: node.groups["operator"] ?? null };
			begun = line;
		} else if (begun !== undefined && /^name: "/m.test(text)) {
			open = { ...open, nodeName: /^name: "((?:[^"\\]|\\.)*)"/m.exec(text)?.[1] ?? null };
		}
		const told = blockError(text) ?? spokenError(text);
		if (told) {
			found.push({ seq: begun ?? line, event: { ...emptyError, ...open, ...told } });
			open = {};
			begun = undefined;
		}
	}
	return found;
}

const emptyError: ParserError = {
	kind: "parser-error",
	t: 0,
	code: "",
	description: "",
	file: null,
	line: null,
	function: null,
	nodeIndex: -1,
	nodeName: null,
	operator: null,
	functionStack: null,
};

function blockError(text: string): Partial<ParserError> | undefined {
	const match = /ERROR: (\S+?):(\d+) In function (\S+?):\n\[(\d+)\] ([\s\S]*)$/.exec(text);
	if (!match) return undefined;
	const [, file = "", line, name = "", code, description = ""] = match;
	return { file, line: Number(line), function: name, code: codes[Number(code)] ?? "", description: description.trim() };
}

function spokenError(text: string): Partial<ParserError> | undefined {
	const match = /^In node (-?\d+)(?: with name: (.*?) and operator: (\S*))? \((\w+)\): ([A-Z_]+): ([\s\S]*)$/.exec(
		text,
	);
	if (!match) return undefined;
	const [, index, name, operator, caller = "", code = "", description = ""] = match;
	return {
		nodeIndex: Number(index),
		...(name ? { nodeName: name } : {}),
		...(operator ? { operator } : {}),
		function: caller,
		code,
		description: description.trim(),
	};
}

/** Errors that TensorRT's layers and builder report: they carry an error code, or words that are theirs alone. */
function builderErrors(messages: readonly Message[]): NumberedEvent[] {
	return messages.flatMap(({ severity, text, line }): NumberedEvent[] => {
		if (severity !== "error" || /ModelImporter\.cpp:\d+: |In function \w+:\n|^In node -?\d+/.test(text)) return [];
		const told =
			/(?:\[[\w.]+::[^\]]+\] |\w+::\w+: )?Error Code:? \d+:[\s\S]*/.exec(text) ??
			/^Could not find any[\s\S]*/.exec(text);
		if (!told) return [];
		return [{ seq: line, event: { kind: "error", t: 0, source: "recorder", code: "", description: told[0].trim() } }];
	});
}
