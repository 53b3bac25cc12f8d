import { decodeVersions } from "./decode-schema.ts";
import type { OperatorSchema } from "./operator-schema.ts";
import { operatorTable } from "./operator-table.ts";
import { searchOrder } from "./search-order.ts";

/**
 * The newest version of an operator that an opset has; undefined when it has none.
 * "" and "ai.onnx" are the same domain. An operator that ONNX does not have there may still come from ONNX Runtime or
 * TensorRT's plugins: then the schema's `domain` says so. A deprecated version is given too.
 */
export function operatorSchema(operator: string, domain: string, opset: number): OperatorSchema | undefined {
	for (const place of searchOrder(domain)) {
		const found = newest(versionsIn(operator, place), opset);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** The opsets that changed an operator, ascending; empty for an operator that nobody knows. */
export function operatorVersions(operator: string, domain: string): readonly number[] {
	const place = searchOrder(domain).find((candidate) => versionsIn(operator, candidate).length > 0);
	return place === undefined ? [] : versionsIn(operator, place).map((schema) => schema.sinceVersion);
}

/** What a domain offers at an opset: by name, the newest versions, none deprecated, and none of another domain. */
export function operatorsOf(domain: string, opset: number): readonly OperatorSchema[] {
	const [place] = searchOrder(domain);
	return [...(operatorTable.get(place)?.keys() ?? [])]
		.map((operator) => newest(versionsIn(operator, place), opset))
		.filter((schema) => schema !== undefined)
		.filter((schema) => !schema.deprecated);
}

/** The domains that operators are known of; "" is ai.onnx. */
export function domains(): readonly string[] {
	return [...operatorTable.keys()];
}

function newest(versions: readonly OperatorSchema[], opset: number): OperatorSchema | undefined {
	return versions.findLast((schema) => schema.sinceVersion <= opset);
}

// A model of ten thousand nodes asks for the same forty operators: decode each once.
const decoded = new Map<string, readonly OperatorSchema[]>();

function versionsIn(operator: string, place: string): readonly OperatorSchema[] {
	const rows = operatorTable.get(place)?.get(operator);
	if (rows === undefined) return [];
	const key = `${place}:${operator}`;
	const known = decoded.get(key) ?? decodeVersions(operator, place, rows);
	decoded.set(key, known);
	return known;
}
