import { expect, test } from "vitest";
import type { MeasuredValue } from "../surgeon/measured.ts";
import { brokenColor, byError, errorColor } from "./error-scale.ts";

const value = (name: string, relative: number, reason?: string): MeasuredValue => ({
	names: { before: name, after: name },
	nodes: { before: undefined, after: undefined },
	type: "float",
	dims: [],
	ok: relative === 0,
	errors: { relative, absolute: 0, cosine: 0 },
	reason,
});

test("colours go by powers of ten and end where the scale does", () => {
	expect(errorColor(0, "relative")).toBe(errorColor(1e-9, "relative"));
	expect(errorColor(5, "relative")).toBe(errorColor(1, "relative"));
	expect(errorColor(1e-3, "relative")).not.toBe(errorColor(1e-2, "relative"));
	expect(errorColor(Number.POSITIVE_INFINITY, "relative")).toBe(brokenColor);
});

test("the worst comes first, what has no number before all", () => {
	const sorted = byError(
		[value("small", 1e-6), value("shape", 0, "its sizes differ"), value("large", 0.1)],
		"relative",
	);
	expect(sorted.map(({ names }) => names.before)).toEqual(["shape", "large", "small"]);
});
