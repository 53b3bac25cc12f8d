import { count } from "./words.ts";

/** A size as a shape function gives it: a number, or an expression with a key that reads well enough. */
type Size = number | { readonly key: string };

const text = (size: Size) => (typeof size === "number" ? count(size) : size.key);
const shape = (sizes: readonly Size[]) => `[${sizes.map(text).join(", ")}]`;

/** What contradicts itself in the shapes and types of a model. Each stands at the node that meets it. */
export const shapeProblems = {
	"shape/broadcast": {
		severity: "error",
		sentence: ({ axis, left, right }: { axis: number; left: Size; right: Size }) =>
			`Axis ${axis} is ${text(left)} on one side and ${text(right)} on the other.`,
		remedy: "Broadcasting needs equal sizes, or a 1.",
	},
} as const;
