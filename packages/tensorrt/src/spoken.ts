/** What TensorRT's text says once its wrapping is off: source places, C++ conditions, names of interfaces, links.
 *
 *  Forms (onnx-tensorrt errorHelpers 8.4 to 10.16; observed on 8.4.3, 10.6, RTX 1.7, 11.2):
 *  `Assertion failed: <condition>: <text>`, `Assertion failed: (<condition>) && "<text>"`, `<condition> && "<text>"`,
 *  `[file.cpp::func::12] Error Code 4: Shape Error (<text>)`, `IBuilder::build…: Error Code 4: Kind (<text> In f at /x:1)`. */
export function spoken(description: string): string {
	let text = description.trim();
	text = text.replace(/^Invalid Node - .*\n/, "");
	// Long texts come cut off, so neither the closing parenthesis nor the end of a path can be relied on.
	text = text.replace(/^(?:\[[^\]]*::[^\]]*\] |\w+::\w+: )?Error Code:? \d+: [^(]*\(([\s\S]*?)\)?$/, "$1");
	text = text.replace(/ In [\w:~<>]+(?:\(\))? at \/[\s\S]*$/, "");
	const quoted = /&&\s*"((?:[^"\\]|\\.)*)"\)?$/.exec(text);
	if (quoted) text = quoted[1] ?? text;
	text = text.replace(/^Assertion failed:\s+(.*?[^:]):\s+(?=\S)/s, "");
	text = text.replace(/^Assertion failed:\s*/, "");
	text = text.replace(/\s*(?:at|See|see):? https?:\/\/\S+/g, "").replace(/: https?:\/\/\S+/g, "");
	return text.trim().replace(/\s+/g, " ");
}
