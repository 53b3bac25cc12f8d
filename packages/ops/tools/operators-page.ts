// docs/operators.md, from the table. `node packages/ops/tools/operators-page.ts` writes it; a test holds it up to date.
import { writeFileSync } from "node:fs";
import { domains, type Operator, operator, operatorsOf, operatorVersions } from "../src/index.ts";
import { operatorTable } from "../src/operator-table.ts";

export const pagePath: URL = new URL("../../../docs/operators.md", import.meta.url);

/** The page as text. */
export function operatorsPage(): string {
	const rows = domains().map((domain) => ({ domain, operators: rowsOf(domain) }));
	const all = rows.flatMap(({ operators }) => operators);
	const known = all.filter(({ shape }) => shape !== undefined).length;
	return `${[
		"# Operators",
		"",
		"Generated from the table of packages/ops by `node packages/ops/tools/operators-page.ts`. Not edited by hand.",
		"",
		`${all.length} operators in ${rows.length} domains. Of ${known} Suture infers the shapes of the outputs; of the others the element`,
		"type, where the schema tells it.",
		"",
		"- Versions: opsets that changed the operator. In brackets: the one that took it away.",
		"- Shapes: whether output shapes are inferred. Inputs named there decide sizes by their numbers, so they should be constant",
		"  or computed from shapes.",
		"- Values: whether elements of small tensors are followed, also partly known and symbolic ones.",
		...rows.flatMap(({ domain, operators }) => ["", ...section(domain, operators)]),
	].join("\n")}\n`;
}

function rowsOf(domain: string): Operator[] {
	const names = [...(operatorTable.get(domain)?.keys() ?? [])].toSorted();
	return names.flatMap((name) => operator(name, domain, Number.MAX_SAFE_INTEGER) ?? []);
}

function section(domain: string, operators: readonly Operator[]): string[] {
	const offered = new Set(operatorsOf(domain, Number.MAX_SAFE_INTEGER).map(({ name }) => name));
	return [
		`## ${domain === "" ? "ai.onnx" : domain}`,
		"",
		"| operator | versions | category | shapes | values |",
		"| --- | --- | --- | --- | --- |",
		...operators.map((one) => `| ${line(one, domain, offered.has(one.schema.name)).join(" | ")} |`),
	];
}

function line({ schema, category, shape, shapeInputs, value }: Operator, domain: string, isOffered: boolean): string[] {
	const versions = operatorVersions(schema.name, domain).map(String);
	if (!isOffered) versions.push(`[${versions.pop()}]`);
	const decides = shapeInputs.length > 0 ? `yes, by ${shapeInputs.join(", ")}` : "yes";
	return [schema.name, versions.join(" "), category, shape ? decides : "no", value ? "yes" : ""];
}

if (process.argv[1] === import.meta.filename) {
	writeFileSync(pagePath, operatorsPage());
	console.log(`wrote ${pagePath.pathname}`);
}
