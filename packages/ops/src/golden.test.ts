import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
	type AttributeSchema,
	domains,
	type OperatorSchema,
	operatorSchema,
	operatorsOf,
	operatorVersions,
} from "./index.ts";

interface Golden {
	readonly domains: Readonly<Record<string, Readonly<Record<string, GoldenOperator>>>>;
}
interface GoldenOperator {
	/** since_version by onnx.defs.get_schema at opset 1, 2, …; 0 for none. Absent for ONNX Runtime's. */
	readonly at?: readonly number[];
	readonly digests: Readonly<Record<string, string>>;
}

// Written by tools/generate-golden.py straight from onnx.defs and onnxruntime, not by way of the table.
const golden: Golden = JSON.parse(readFileSync(new URL("../data/golden/schemas.json", import.meta.url), "utf8"));
const operators = Object.entries(golden.domains).flatMap(([domain, entries]) =>
	Object.entries(entries).map(([operator, entry]) => ({ domain, operator, ...entry })),
);

describe("the table against the onnx and onnxruntime packages", () => {
	test("finds the version that onnx.defs.get_schema finds, at every opset", () => {
		const differing = operators.filter(({ domain, operator, at }) =>
			at?.some((since, index) => sinceVersionAt(operator, domain, index + 1) !== since),
		);
		expect(differing).toEqual([]);
	});

	test("has every version of every operator, and no other", () => {
		const differing = operators.filter(
			({ domain, operator, digests }) =>
				operatorVersions(operator, domain).join() !== Object.keys(digests).map(Number).join(),
		);
		expect(differing).toEqual([]);
		const ours = domains().filter((domain) => !["onnxruntime", "trt.plugins"].includes(domain));
		expect(ours).toEqual(Object.keys(golden.domains));
		for (const domain of ours) {
			const known = Object.keys(golden.domains[domain] ?? {});
			expect(known).toEqual(expect.arrayContaining(operatorsOf(domain, 1000).map((schema) => schema.name)));
		}
	});

	test("gives every parameter, type, attribute and default as the packages do", () => {
		const differing = operators.flatMap(({ domain, operator, digests }) =>
			Object.entries(digests)
				.filter(([version, expected]) => digest(operatorSchema(operator, domain, Number(version))) !== expected)
				.map(([version]) => `${domain}:${operator}-${version}`),
		);
		expect(differing).toEqual([]);
	});

	test("covers what it says it covers", () => {
		const count = operators.reduce((total, { digests }) => total + Object.keys(digests).length, 0);
		expect({ operators: operators.length, versions: count }).toEqual({ operators: 371, versions: 803 });
	});
});

/** What the domain itself has: a schema of a fallback domain is not ONNX's. */
function sinceVersionAt(operator: string, domain: string, opset: number): number {
	const found = operatorSchema(operator, domain, opset);
	return found?.domain === domain ? found.sinceVersion : 0;
}

function digest(schema: OperatorSchema | undefined): string {
	return createHash("sha256")
		.update(JSON.stringify(schema && canonical(schema)))
		.digest("hex")
		.slice(0, 12);
}

function canonical(schema: OperatorSchema): unknown {
	return [
		schema.domain,
		schema.name,
		schema.sinceVersion,
		schema.deprecated,
		schema.supportLevel === "experimental",
		schema.functionBody,
		[schema.minInputs, int32(schema.maxInputs), schema.minOutputs, int32(schema.maxOutputs)],
		schema.inputs.map((x) => [x.name, x.type, x.types, x.option, x.homogeneous]),
		schema.outputs.map((x) => [x.name, x.type, x.types, x.option, x.homogeneous]),
		[...schema.attributes.values()].map((x) => [x.name, x.type, x.required, canonicalDefault(x)]),
		[...schema.typeConstraints].sort(([left], [right]) => (left < right ? -1 : 1)),
	];
}

function int32(count: number): number {
	return Math.min(count, 2 ** 31 - 1);
}

function canonicalDefault(attribute: AttributeSchema): unknown {
	if (attribute.default === undefined) return null;
	switch (attribute.type) {
		case "INT":
			return String(attribute.default);
		case "INTS":
			return attribute.default.map(String);
		case "FLOAT":
			return float32Bits(attribute.default);
		case "FLOATS":
			return attribute.default.map(float32Bits);
		default:
			return attribute.default;
	}
}

function float32Bits(value: number): string {
	const view = new DataView(new ArrayBuffer(4));
	view.setFloat32(0, value);
	return view.getUint32(0).toString(16).padStart(8, "0");
}
