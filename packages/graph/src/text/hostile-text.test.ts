import fc from "fast-check";
import { expect, test } from "vitest";
import { modelFromText } from "./model-from-text.ts";

const valid = `<ir_version: 8, opset_import: ["": 17], metadata_props: ["a": "b\\"c"]>
g (float[1,"N+1",?] x, seq(map(int64, opaque(a.b, c))) m) => (float y) <float16[2] w = {15360, 0}, int4[3] q = {225, 3}> {
  ["/a"] h = my.Op:v <a = [1.5, inf], b: ints = [], s = "é", t = string[2] {"a", b"\\xff"}, tp = float[N]> (x, "", w) # c
  y = If (h) <then_branch = t () => (z) { z = F <r: float = @alpha> (x) }, else_branch = "e 2" => (z) { }>
}
<domain: "my"> Op <a, b = 2.0> (x) => (float y) <int64 z> { y = Relu (x) }`;

/** Reads a text, and expects a model, or a problem with a sentence, in good time. */
function survives(text: string): void {
	const started = performance.now();
	const { model, problems } = modelFromText(text);
	expect(performance.now() - started).toBeLessThan(5000);
	expect(model !== undefined || problems.length > 0).toBe(true);
	for (const { sentence } of problems) expect(sentence).toMatch(/^Line \d+, column \d+: .+\.$|values of/s);
}

test("the text that the others are made from is valid", () => {
	expect(modelFromText(valid).problems).toEqual([]);
});

const piece = fc.constantFrom(
	...'<>(){}[]",:=@.#\\-?\n 19eabxN',
	"=>",
	"float",
	"seq(",
	'b"',
	"\\x",
	"nan",
	"-inf",
	"1e",
	"graph",
);

test("no random text makes it throw", () => {
	fc.assert(fc.property(fc.string({ unit: "binary" }), survives), { numRuns: 500 });
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => survives(pieces.join(""))),
		{ numRuns: 2000 },
	);
});

test("no change of a valid text makes it throw", () => {
	const change = fc.record({ at: fc.nat(valid.length), length: fc.nat(8), put: fc.array(piece, { maxLength: 3 }) });
	fc.assert(
		fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
			let text = valid;
			for (const { at, length, put } of changes) text = text.slice(0, at) + put.join("") + text.slice(at + length);
			survives(text);
		}),
		{ numRuns: 3000 },
	);
});

test("every beginning of a valid text is read to its end", () => {
	for (let end = 0; end < valid.length; end++) survives(valid.slice(0, end));
});

const many = 300_000;

test.each([
	["graphs inside each other", `y = ${"F <g = g () => () { y = ".repeat(10_000)}`],
	["types inside each other", `g (${"seq(".repeat(many)}`],
	["opening marks", "(".repeat(many)],
	["backslashes in a string", `y = F("${"\\\\".repeat(many)}")`],
	["backslashes in bytes", `y = F <a = b"${"\\x00".repeat(many)}"> ()`],
	["a string without an end", `y = F("${"a".repeat(many)}`],
	["digits", `y = F <a = ${"9".repeat(many)}> ()`],
	["digits behind a point", `y = F <a = 0.${"9".repeat(many)}> ()`],
	["digits of a size", `g (float[${"9".repeat(many)}] x) => () { }`],
	["comments", "#\n".repeat(many)],
	["spaces", `${" \n".repeat(many)}y`],
	["names", `${"a, ".repeat(many)}`],
	["lines", "y = F(x)\n".repeat(many / 10)],
	["values", `float[3] w = {${"1,".repeat(many)}`],
	["values of a tensor that says it is enormous", "float[4611686018427387904,4] w = {1}"],
	["dots", `y = ${"a.".repeat(many)}`],
])("%s without end are read in good time", (_, text) => {
	survives(text);
});

test("graphs inside each other end at a limit that is said", () => {
	const { problems } = modelFromText(`y = ${"F <g = g () => () { y = ".repeat(40)}`);
	expect(problems.map(({ sentence }) => sentence)).toEqual([
		"Line 1, column 734: more than 30 graphs lie inside each other.",
	]);
});
