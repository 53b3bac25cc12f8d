import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { operatorsPage, pagePath } from "../tools/operators-page.ts";
import { domains, operator } from "./index.ts";
import { operatorTable } from "./operator-table.ts";
import { shapeInputs } from "./shape/shape-inputs.ts";
import { shapeFunction } from "./shape/table.ts";
import { valueFunction } from "./value/table.ts";

const all = domains().flatMap((domain) =>
	[...(operatorTable.get(domain)?.keys() ?? [])].map((name) => ({ domain, name })),
);

test("joins schema, category, shapes and values of an operator", () => {
	expect(operator("Reshape", "", 21)).toMatchObject({
		schema: { name: "Reshape", sinceVersion: 21 },
		category: "shape",
		shape: expect.any(Function),
		shapeInputs: ["shape"],
		value: expect.any(Function),
	});
	expect(operator("constructor", "", 21)).toBeUndefined();
});

test("infers shapes of every operator of ONNX, and of com.microsoft but those that have none of their own", () => {
	const without = all.filter(({ domain, name }) => shapeFunction(name, domain) === undefined);
	const inDomain = (wanted: string) => without.filter(({ domain }) => domain === wanted).map(({ name }) => name);
	expect(inDomain("")).toEqual([]);
	expect(inDomain("ai.onnx.ml")).toEqual([]);
	// Wrapped engines of other makers: whatever their files hold.
	expect(inDomain("com.microsoft")).toEqual(["EPContext", "Snpe"]);
});

test("names inputs that the operator has", () => {
	for (const { domain, name } of all) {
		const inputs = operator(name, domain, Number.MAX_SAFE_INTEGER)?.schema.inputs.map((input) => input.name) ?? [];
		// Upsample was taken away in opset 10: the version after has no inputs.
		if (inputs.length > 0) expect(inputs, name).toEqual(expect.arrayContaining([...shapeInputs(name, domain)]));
	}
});

test("follows values of no operator whose shape it does not know", () => {
	expect(all.filter(({ domain, name }) => valueFunction(name, domain) && !shapeFunction(name, domain))).toEqual([]);
});

test("docs/operators.md is what the table says; `node packages/ops/tools/operators-page.ts` writes it", () => {
	expect(readFileSync(pagePath, "utf8")).toBe(operatorsPage());
});
