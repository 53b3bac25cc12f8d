import { bodyOf, type Graph, graphFromModel } from "@suture/graph";
import type { ModelProto, TypeProto } from "@suture/onnx";
import { isTensor, type Shape, substitute, textOfType, type ValueType } from "@suture/ops";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeCases } from "../tools/node-cases.ts";
import { factOf, inferShapes } from "./index.ts";

const cases = await nodeCases();

/** What each size of a case becomes: equal ones stay equal, and 0 and 1, which mean something, stay themselves. */
type Sizes = ReadonlyMap<number, number>;

const sizes: fc.Arbitrary<Sizes> = fc
	.array(fc.integer({ min: 2, max: 12 }), { minLength: 40, maxLength: 40 })
	.map((list) => new Map(list.map((size, i) => [i + 2, size])));

test("inference with symbols, bound afterwards, says what inference with numbers says", () => {
	fc.assert(
		fc.property(fc.constantFrom(...cases), sizes, ({ name, model }, bound) => {
			const concrete = withSizes(model, (size) => ({ dimValue: bound.get(size) ?? size }));
			const symbolic = withSizes(model, (size) => (bound.has(size) ? { dimParam: `d${size}` } : { dimValue: size }));
			const expected = inferShapes(concrete, { useDeclared: false });
			// Sizes that do not fit each other are no model.
			fc.pre(expected.problems.length === 0);
			const found = inferShapes(symbolic, { useDeclared: false });
			const main = bodyOf(symbolic, symbolic.main);
			for (const output of main.nodes.flatMap(({ outputs }) => outputs)) {
				const left = factOf(found.facts, main.id, output).type;
				const right = factOf(expected.facts, main.id, output).type;
				expect(contradiction(left, right, bound), `${name} ${output}`).toBeUndefined();
			}
		}),
		{ numRuns: 3000 },
	);
});

function withSizes(model: ModelProto, sized: (size: number) => { dimValue: number } | { dimParam: string }): Graph {
	const resized = (type: TypeProto | undefined): TypeProto | undefined => {
		const shape = type?.tensorType?.shape;
		if (!type?.tensorType || !shape) return type;
		const dim = shape.dim.map(({ dimValue }) => (dimValue === undefined ? {} : sized(dimValue)));
		return { ...type, tensorType: { ...type.tensorType, shape: { dim } } };
	};
	if (!model.graph) return graphFromModel(model);
	const input = model.graph.input.map((one) => {
		const type = resized(one.type);
		return type ? { ...one, type } : one;
	});
	return graphFromModel({ ...model, graph: { ...model.graph, input } });
}

/** Both sides as text, where what symbols say can't be what numbers say. */
function contradiction(left: ValueType | undefined, right: ValueType | undefined, bound: Sizes): string | undefined {
	if (!isTensor(left) || !isTensor(right) || left.shape === undefined || right.shape === undefined) return undefined;
	const at: Shape = left.shape.map((size) => substitute(size, ({ name }) => bound.get(Number(name.slice(1)))));
	const fits =
		at.length === right.shape.length &&
		at.every((size, axis) => {
			const other = right.shape?.[axis];
			return typeof size !== "number" || typeof other !== "number" || size === other;
		});
	return fits && left.element === right.element
		? undefined
		: `${textOfType(left)} is ${textOfType({ ...left, shape: at })}, not ${textOfType(right)}`;
}
