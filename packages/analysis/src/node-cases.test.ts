import { describe, expect, test } from "vitest";
import { nodeCases, outcomeOf } from "../tools/node-cases.ts";

// The node cases of onnx.backend.test 1.23.2: every operator of ai.onnx, with what it gives when it runs.
const cases = await nodeCases();

/** Cases whose sizes depend on data that a shape function does not look at, by operator. Nothing else may be open. */
const dependOnData: Readonly<Record<string, number>> = {
	Identity: 1, // of a sequence whose declared elements have no shape
	ImageDecoder: 9, // the size of an encoded image
	Loop: 2, // as Identity
	NonMaxSuppression: 10,
	SequenceConstruct: 2, // of tensors that differ
	SequenceEmpty: 1, // concatenated: how many is not part of a sequence's type
	SequenceInsert: 2,
	SequenceLength: 5,
	SequenceMap: 5,
	SplitToSequence: 1, // of parts that differ
	StringNormalizer: 10,
	StringSplit: 6,
	Unique: 3, // along an axis
};

describe("onnx.backend.test", () => {
	test("has the cases", () => {
		expect(cases.length).toBe(1910);
	});

	test("agrees with all that is said about types, ranks and sizes", () => {
		const wrong = (["as initializers", "as inputs"] as const).flatMap((constants) =>
			cases.flatMap((one) => outcomeOf(one, constants).wrong.map((line) => `${one.name} ${constants}: ${line}`)),
		);
		expect(wrong).toEqual([]);
	});

	test("leaves nothing open but what depends on data", () => {
		const open = cases.filter((one) => outcomeOf(one, "as initializers").open.length > 0);
		const byOperator = Map.groupBy(open, ({ operators }) => operators[0] ?? "");
		const counts = [...byOperator].map(([operator, group]) => [operator, group.length] as const);
		expect(Object.fromEntries(counts.toSorted(([left], [right]) => (left < right ? -1 : 1)))).toEqual(dependOnData);
	});

	test("knows every element type and rank even where no input's numbers are known", () => {
		const unknown = cases.flatMap((one) => {
			const lines = outcomeOf(one, "as inputs").open.filter((line) => line.includes(" has no "));
			return lines.length > 0 ? [one.name] : [];
		});
		// Elements of sequences whose shape no input declares.
		expect(unknown).toEqual([
			"test_identity_sequence",
			"test_loop13_seq",
			"test_loop16_seq_none",
			"test_sequence_insert_at_back",
			"test_sequence_insert_at_front",
		]);
	});
});

describe("ONNX Runtime's own operators", async () => {
	const contrib = await nodeCases("contrib");

	test("are as ONNX Runtime gives them", () => {
		expect(
			contrib.flatMap((one) => outcomeOf(one, "as initializers").wrong.map((line) => `${one.name}: ${line}`)),
		).toEqual([]);
	});

	test("leave nothing open but what depends on data", () => {
		const open = contrib.filter((one) => outcomeOf(one, "as initializers").open.length > 0).map(({ name }) => name);
		expect(open).toEqual(["GroupQueryAttention", "Unique", "DynamicTimeWarping", "Tokenizer"]);
	});
});
