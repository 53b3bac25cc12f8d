import fc from "fast-check";
import {
	addressOfBody,
	addressOfNode,
	type Body,
	capturedBy,
	type Edit,
	type Graph,
	indexOf,
	type TensorLiteral,
} from "../index.ts";

/** A model with bodies in bodies, a function, a Loop, and an input that has a default. */
export const richText = `<ir_version: 10, opset_import: ["": 20, "my": 1], metadata_props: ["k": "v"]>
agraph (bool c, float[N,2] x, float[2] u = {1, 2}) => (float[N,2] y, float["N*2"] z, float[] all)
<float[2] w = {1, 2}, float[2] unused = {3, 4}, int64 m = {3}, float[N,2] h> {
	["add"] h = Add (x, w)
	["two"] s, t = Split <axis = 0> (h)
	["if"] k = If (c) <
		then_branch = yes () => (float[N,2] p) <float[2] v = {5, 6}> { ["in1"] a = Mul (h, v) ["in2"] p = Neg (a) },
		else_branch = no () => (float[N,2] q) {
			["in3"] q = If (c) <then_branch = t () => (float r) { r = Abs (s) }, else_branch = e () => (float r2) { r2 = Neg (h) }>
		}
	>
	["loop"] fin, all = Loop (m, "", k) <
		body = b (int64 i, bool go, float[N,2] st) => (bool go_on, float[N,2] nx, float[N,2] each) {
			go_on = Identity (go) ["l1"] nx = Add (st, w) f = Cast <to = 1> (i) each = Mul (f, t)
		}
	>
	["call"] y = my.scaled <by = 2.0> (fin, w)
	["drop"] z, mask = Dropout (y, "", c)
	["dead"] gone = Exp (u)
}
<domain: "my", opset_import: ["": 20]>
scaled <by> (a, b) => (o) { kk = Constant <value_float: float = @by> () ["fm"] m1 = Mul (a, kk) o = Add (m1, b) }`;

/** Edits that mean something to a graph: they draw on its names, and on a few that it has not. None leaves loose ends. */
export function editsOf(graph: Graph): fc.Arbitrary<Edit> {
	const bodies = [...graph.bodies.values()];
	const weighted = bodies.map((body) => ({ weight: body.nodes.length, arbitrary: editsIn(graph, body) }));
	return fc.oneof(...weighted);
}

function editsIn(graph: Graph, body: Body): fc.Arbitrary<Edit> {
	const address = addressOfBody(graph, body.id);
	const small = <T>(list: readonly T[]) => list.slice(0, 400);
	const outside = [...graph.bodies.values()].flatMap((one) => [...indexOf(one).definitions.keys()]);
	const value = fc.oneof(
		{
			weight: 9,
			arbitrary: fc.constantFrom(...small([...indexOf(body).definitions.keys(), ...capturedBy(graph, body.id), "n1"])),
		},
		{ weight: 1, arbitrary: fc.constantFrom(...small(outside), "n1") },
		{ weight: 1, arbitrary: fc.constantFrom("n1", "n2", "", "__proto__", "toString") },
	);
	const node = fc.constantFrom(...small(body.nodes.map(addressOfNode)), { name: "n" });
	const nodeOf = (opType: string) => {
		const fitting = body.nodes.filter((one) => one.opType === opType);
		return fitting.length > 0 ? fc.constantFrom(...fitting.map(addressOfNode)) : node;
	};
	const nodes = fc.array(node, { minLength: 1, maxLength: 3 });
	const newName = fc.oneof(
		{ weight: 1, arbitrary: value },
		{ weight: 2, arbitrary: fc.constantFrom("n1", "n2", "n3", "p") },
	);
	const named = (list: Body["inputs"]) => fc.oneof(value, ...list.map(({ name = "" }) => fc.constant(name)));
	const tensor: fc.Arbitrary<TensorLiteral> = fc.oneof(
		value.map((same) => ({ same })),
		fc.constant({ type: "float", dims: [2], values: [1, "nan"] }),
		fc.constant({ type: "int4", dims: [3], values: [-8, 7, 1] }),
	);
	const position = fc.integer({ min: 0, max: 4 });
	const quoted = value.map((name) => JSON.stringify(name === "" ? "n3" : name));
	const line = fc.oneof(
		fc.tuple(quoted, quoted, quoted).map(([a, b, c]) => `${a} = Add(${b}, ${c})`),
		fc.tuple(quoted, quoted).map(([a, b]) => `%n = Neg(${b}) ["%node"] ${a} = my.new(%n)`),
		fc.tuple(quoted, quoted).map(([a, b]) => `float[1] %w = {1} float[N] ${a} ${a} = Add(${b}, %w)`),
		quoted.map(
			(a) =>
				`%o = If(c) <then_branch = t () => (float p) { p = Abs(${a}) }, else_branch = e () => (float %q) { %q = Abs(${a}) }>`,
		),
	);
	const kinds: { readonly [K in Edit["do"]]?: Readonly<Record<string, fc.Arbitrary<unknown>>> } = {
		"replace-nodes": { nodes: fc.oneof(nodes, fc.constant([])), with: line },
		"duplicate-nodes": { nodes },
		"bypass-node": { node },
		"rename-node": { node, name: newName },
		"set-operator": { node, opType: fc.constant("Other"), domain: fc.constantFrom("", "my", "new") },
		"set-attribute": { node, attribute: fc.constantFrom("axis = 1", "by = 3.0", "body = b (bool p) => (bool p) { }") },
		"remove-attribute": { node, name: fc.constantFrom("axis", "then_branch", "to") },
		"set-input": { node, input: position, value },
		"set-output": { node, output: position, value: newName },
		"sort-nodes": {},
		"remove-unreachable": { inputs: fc.boolean() },
		"rename-value": { value, name: newName },
		"set-types": { types: fc.dictionary(value, fc.constantFrom("float[N,2]", "int64", null), { maxKeys: 2 }) },
		"make-constant": { value, tensor },
		"make-input": { value, type: fc.constant("float[N]") },
		"add-input": { value: newName, type: fc.constant("float[N]"), position },
		"remove-input": { value: named(body.inputs) },
		"move-input": { value: named(body.inputs), position },
		"add-output": { value, type: fc.constant("float[N]") },
		"remove-output": { value: named(body.outputs) },
		"move-output": { value: named(body.outputs), position },
		"set-tensor": { value, tensor },
		"remove-initializers": { values: fc.array(value, { maxLength: 2 }) },
		"rename-dimension": { from: fc.constantFrom("N", "M"), to: fc.constantFrom("N", "M", "a b") },
		"fix-dimension": { name: fc.constantFrom("N", "M"), size: position },
		"set-opset": { domain: fc.constantFrom("", "my", "other"), version: fc.constantFrom(1, 20) },
		"set-metadata": { key: value, value },
		"set-model": { producerName: value, irVersion: fc.constantFrom(9, 10) },
		"inline-branch": { node: nodeOf("If"), branch: fc.constantFrom("then_branch", "else_branch") },
		"unroll-loop": { node: nodeOf("Loop"), times: fc.constantFrom(0, 1, 3) },
		"inline-function": { node: nodeOf("scaled") },
		"make-function": { nodes, domain: fc.constantFrom("my", "new"), name: fc.constantFrom("f1", "f2") },
		"merge-model": {
			model: fc.constantFrom("n1 = Relu(n2)", "float[1] w = {1} y = Add(x, w)"),
			prefix: fc.constantFrom("", "p_", "q_"),
			inputs: fc.dictionary(fc.constantFrom("n2", "x"), value, { maxKeys: 1 }),
			outputs: fc.dictionary(fc.constantFrom("n1", "y"), value, { maxKeys: 1 }),
		},
	};
	const edits = Object.entries(kinds).map(([kind, fields]) =>
		fc.record({ do: fc.constant(kind), ...fields, ...(address && { in: fc.constant(address) }) }),
	);
	return fc.oneof(...edits).map((edit) => edit as unknown as Edit);
}
