import { describe, expect, test } from "vitest";
import { addressOfBody, applyEdits, type BodyAddress, type Edit } from "../index.ts";
import { check, checkRefused, edited, graphOf } from "./checking.ts";

const at = (name: string, attribute: string): { in: BodyAddress } => ({
	in: { path: [{ node: { name }, attribute }] },
});
const inLoop = at("loop", "body");
const inScan = at("scan", "body");

const loop = (node: string, body: string, lines = "t = Exp (s) each = Neg (t)") =>
	`agraph (float[2] x, float[2] u) => (float[2] y) <int64 m = {3}> { ["loop"] ${node} <body = b (int64 i, bool go, ${body} { ${lines} }> }`;

describe("a Loop and its body agree", () => {
	const before = loop("y, all = Loop (m, , x)", "float[2] s) => (bool go, float[2] t, float[2] each)");

	test("on what is collected from all rounds", () => {
		check(
			before,
			[{ do: "add-output", value: "s", type: "float[2]", ...inLoop }],
			loop("y, all, s_all = Loop (m, , x)", "float[2] s) => (bool go, float[2] t, float[2] each, float[2] s)"),
		);
		check(
			before,
			[{ do: "remove-output", value: "each", ...inLoop }],
			loop("y = Loop (m, , x)", "float[2] s) => (bool go, float[2] t) <float[2] each>"),
		);
		const two = loop("y, all, k = Loop (m, , x)", "float[2] s) => (bool go, float[2] t, float[2] each, float[2] s)");
		check(
			two,
			[{ do: "move-output", value: "s", position: 2, ...inLoop }],
			loop("y, k, all = Loop (m, , x)", "float[2] s) => (bool go, float[2] t, float[2] s, float[2] each)"),
		);
		checkRefused(two, { do: "move-output", value: "s", position: 1, ...inLoop }, "edit/other-kind");
	});

	test("on what is handed from round to round", () => {
		const two = loop(
			"y, r_all, all = Loop (m, , x, u)",
			"float[2] s, float[2] r) => (bool go, float[2] t, float[2] r, float[2] each)",
		);
		const add: Edit = { do: "add-input", value: "r", type: "float[2]", from: "u", ...inLoop };
		check(before, [add], two);
		check(two, [{ do: "remove-input", value: "r", ...inLoop }], before);
		check(two, [{ do: "remove-output", value: "r", ...inLoop }], before);
		const swapped = loop(
			"r_all, y, all = Loop (m, , u, x)",
			"float[2] r, float[2] s) => (bool go, float[2] r, float[2] t, float[2] each)",
		);
		check(two, [{ do: "move-input", value: "r", position: 2, ...inLoop }], swapped);
		check(two, [{ do: "move-output", value: "t", position: 2, ...inLoop }], swapped);
		check(before, [{ ...add, position: 2 }], swapped);
	});

	test("and says why where they could not", () => {
		const refused = (edit: Edit, code: string) => checkRefused(before, edit, code);
		refused({ do: "add-input", value: "r", type: "float[2]", ...inLoop }, "edit/needs-from");
		refused({ do: "add-input", value: "r", type: "float[2]", from: "nobody", ...inLoop }, "edit/no-such-value");
		refused({ do: "make-input", value: "t", type: "float[2]", ...inLoop }, "edit/needs-from");
		refused({ do: "remove-input", value: "i", ...inLoop }, "edit/fixed-place");
		refused({ do: "remove-output", value: "go", ...inLoop }, "edit/fixed-place");
		refused({ do: "move-input", value: "s", position: 0, ...inLoop }, "edit/other-kind");
		refused({ do: "remove-input", value: "s", ...inLoop }, "edit/still-read"); // t is made of it
		const alone = loop("y = Loop (m, , x)", "float[2] s) => (bool go, float[2] t)", "t = Exp (x)");
		checkRefused(alone, { do: "remove-output", value: "t", ...inLoop }, "edit/last-output");
	});

	test("and what reads an output of the node keeps it", () => {
		const read = loop("w, y = Loop (m, , x)", "float[2] s) => (bool go, float[2] t, float[2] each)");
		checkRefused(read, { do: "remove-output", value: "each", ...inLoop }, "edit/still-read");
	});
});

describe("a Scan and its body agree", () => {
	const scan = (node: string, body: string, more: string) =>
		`agraph (float[2] x, float[3,2] u, float[2,3] v) => (float[2] y) { ["scan"] ${node} <num_scan_inputs = ${more}, body = b (${body} { t = Add (s, p) }> }`;
	const before = scan(
		"y, all = Scan (x, u, v)",
		"float[2] s, float[2] p, float[2] q) => (float[2] t, float[2] q)",
		"2, scan_input_axes = [0, 1], scan_output_axes = [1]",
	);

	test("with what the node says of each", () => {
		check(
			before,
			[{ do: "move-input", value: "q", position: 1, ...inScan }],
			scan(
				"y, all = Scan (x, v, u)",
				"float[2] s, float[2] q, float[2] p) => (float[2] t, float[2] q)",
				"2, scan_input_axes = [1, 0], scan_output_axes = [1]",
			),
		);
		check(
			before,
			[
				{ do: "remove-output", value: "q", ...inScan },
				{ do: "remove-input", value: "q", ...inScan },
				{ do: "add-output", value: "p", type: "float[2]", ...inScan },
			],
			scan(
				"y, p_all = Scan (x, u)",
				"float[2] s, float[2] p) => (float[2] t, float[2] p)",
				"1, scan_input_axes = [0], scan_output_axes = [0]",
			),
		);
		check(
			before,
			[{ do: "add-input", value: "r", type: "float[2]", from: "x", ...inScan }],
			scan(
				"y, r_all, all = Scan (x, x, u, v)",
				"float[2] s, float[2] r, float[2] p, float[2] q) => (float[2] t, float[2] r, float[2] q)",
				"2, scan_input_axes = [0, 1], scan_output_axes = [1]",
			),
		);
	});
});

describe("an If and its branches agree", () => {
	const branches = (node: string, yes: string, no: string) =>
		`agraph (bool c, float[2] x) => (float[2] y) { ["if"] ${node} = If (c) <then_branch = t () => (${yes} { p = Neg (x) p2 = Exp (x) }, else_branch = e () => (${no} { q = Abs (x) q2 = Sin (x) }> }`;
	const before = branches("y", "float[2] p)", "float[2] q)");
	const both = branches("y, p2_all", "float[2] p, float[2] p2)", "float[2] q, float[2] q2)");
	const inThen = at("if", "then_branch");
	const inElse = at("if", "else_branch");

	test("once both give one more", () => {
		const adds: Edit[] = [
			{ do: "add-output", value: "p2", type: "float[2]", ...inThen },
			{ do: "add-output", value: "q2", type: "float[2]", ...inElse },
		];
		check(before, adds, both);
		const half = branches("y", "float[2] p, float[2] p2)", "float[2] q)");
		expect(edited(before, adds.slice(0, 1))).toEqual(edited(half, []));
	});

	test("on the order, and on what goes", () => {
		check(
			both,
			[{ do: "remove-output", value: "q2", ...inElse }],
			branches("y", "float[2] p) <float[2] p2>", "float[2] q) <float[2] q2>"),
		);
		check(
			both,
			[{ do: "move-output", value: "p", position: 1, ...inThen }],
			branches("p2_all, y", "float[2] p2, float[2] p)", "float[2] q2, float[2] q)"),
		);
		checkRefused(before, { do: "remove-output", value: "q", ...inElse }, "edit/last-output");
		checkRefused(before, { do: "add-input", value: "r", type: "float[2]", ...inThen }, "edit/branch-input");
		checkRefused(before, { do: "make-input", value: "p", type: "float[2]", ...inThen }, "edit/branch-input");
	});
});

test("where node and body do not agree, each is edited by itself", () => {
	const graph = graphOf(loop("y = Loop (m)", "float[2] s) => (bool go)", ""));
	const inner = [...graph.bodies.keys()].find((id) => id !== graph.main) ?? -1;
	const where = addressOfBody(graph, inner);
	const fixed = applyEdits(graph, [{ do: "add-output", value: "s", type: "float[2]", ...(where && { in: where }) }]);
	expect(fixed.problems).toEqual([]);
	expect(fixed.graph.bodies.get(inner)?.outputs.map(({ name }) => name)).toEqual(["go", "s"]);
});
