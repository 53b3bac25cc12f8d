import type { Pattern, PatternNode } from "./pattern.ts";

/** A pattern as lines for people: constants, then nodes, in the way of ONNX's textual syntax. */
export function textOfPattern({ nodes, inputs, outputs, constants }: Pattern): string {
	const head = `(${inputs.join(", ")}) => (${outputs.join(", ")})`;
	const held = constants.map(({ name, tensor }) => `${name} = ${tensor ?? "any constant"}`);
	return [head, ...held, ...nodes.map(lineOfNode)].join("\n");
}

function lineOfNode({ opType, domain, overload, inputs, outputs, attributes }: PatternNode): string {
	const operator = `${domain === "" ? "" : `${domain}.`}${opType}${overload === "" ? "" : `:${overload}`}`;
	const texts =
		attributes === "any" ? ["any attributes"] : attributes.map(({ name, text }) => text ?? `${name} = any value`);
	const list = texts.length === 0 ? "" : ` <${texts.join(", ")}>`;
	return `${outputs.map((name) => name || '""').join(", ")} = ${operator}${list} (${inputs.map((name) => name || '""').join(", ")})`;
}
