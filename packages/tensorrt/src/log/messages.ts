/** Something that a tool said, in one or more lines. */
export interface Message {
	/** Undefined for lines that no tool marked. */
	readonly severity: "error" | "warning" | "info" | undefined;
	/** Lines without what stands in front of them, joined by \n. */
	readonly text: string;
	/** 0-based position of its first line. */
	readonly line: number;
}

const severities: Readonly<Record<string, Message["severity"]>> = {
	F: "error",
	E: "error",
	"!": "error",
	ERROR: "error",
	"INTERNAL ERROR": "error",
	INTERNAL_ERROR: "error",
	W: "warning",
	WARNING: "warning",
};

/** What stands in front of a line: the first that matches; its group `severity` says how grave the rest is.
 *  TensorRT samples/common/logging.h 7.1 to 11.1, Polygraphy logger.py 11.1, the Python logger of 7.x, ONNX Runtime's provider. */
const prefixes: readonly RegExp[] = [
	/^\[\d\d\/\d\d\/\d{4}-\d\d:\d\d:\d\d\] \[(?<severity>[FEWIV])\] (?:\[TRT\] ?)?/,
	/^\[\d\d\/\d\d\/\d{4}-\d\d:\d\d:\d\d\] \[TRT\] \[(?<severity>[FEWIV])\] /,
	/^\[TensorRT\] (?<severity>INTERNAL ERROR|ERROR|WARNING|INFO|VERBOSE): /,
	/^\S+ \S+ \[(?<severity>[FEWIV]):onnxruntime:[^\]]*\] (?:\[[^\]]*\] +)?(?:INTERNAL_ERROR: |ERROR: |WARNING: )?/,
	/^\[(?<severity>[FEWIVXSU!])\] (?:\[TRT\] ?)?(?:\(\d\d:\d\d:\d\d\) )?/,
	/^(?<severity>ERROR|WARNING|INTERNAL_ERROR): (?:\[TRT\]:? ?)?/,
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with an escape character
const colours = /\u001b\[[0-9;]*m/g;

/** The messages of a log. A line without a mark goes on with the one before; `&&&&` lines of trtexec stand alone. */
export function messagesOf(lines: Iterable<string>): Message[] {
	const found: { severity: Message["severity"]; parts: string[]; line: number }[] = [];
	let line = 0;
	for (const raw of lines) {
		const text = raw.replace(colours, "").replace(/\r$/, "");
		const marked = markOf(text);
		const last = found.at(-1);
		if (marked || !last || text.startsWith("&&&&") || last.parts[0]?.startsWith("&&&&")) {
			found.push({ severity: marked?.severity, parts: [marked?.rest ?? text], line });
		} else if (last.parts.length < mostLines) {
			last.parts.push(text);
		}
		line++;
	}
	return found.map(({ severity, parts, line: first }) => ({ severity, text: parts.join("\n"), line: first }));
}

/** A node with its weights written out can have any number of lines. */
const mostLines = 1000;

function markOf(text: string): { severity: Message["severity"]; rest: string } | undefined {
	for (const prefix of prefixes) {
		const match = prefix.exec(text);
		if (match) {
			const severity = severities[match.groups?.["severity"] ?? ""] ?? "info";
			return { severity, rest: text.slice(match[0].length) };
		}
	}
	return undefined;
}
