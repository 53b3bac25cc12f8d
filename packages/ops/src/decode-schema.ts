import { decodeAttribute } from "./decode-attribute.ts";
import { countRange, decodeParameters } from "./decode-parameters.ts";
import type { OperatorSchema } from "./operator-schema.ts";
import { type OperatorRow, typeSets } from "./operator-table.ts";

const beforeTheFirst: Required<OperatorRow> = {
	since: 0,
	inputs: "",
	outputs: "",
	attributes: {},
	types: {},
	function: "none",
	deprecated: false,
	experimental: false,
};

/** The versions of one operator, oldest first, from rows that say only what changed. */
export function decodeVersions(name: string, domain: string, rows: readonly OperatorRow[]): readonly OperatorSchema[] {
	let row = beforeTheFirst;
	return rows.map((changes) => {
		row = { ...row, ...changes };
		return decodeSchema(name, domain, row);
	});
}

function decodeSchema(name: string, domain: string, row: Required<OperatorRow>): OperatorSchema {
	const typeConstraints = new Map(
		Object.entries(row.types).map(([constraint, set]) => [constraint, typeSets[set] ?? []]),
	);
	const inputs = decodeParameters(row.inputs, typeConstraints);
	const outputs = decodeParameters(row.outputs, typeConstraints);
	const inputCount = countRange(inputs);
	const outputCount = countRange(outputs);
	return {
		name,
		domain,
		sinceVersion: row.since,
		deprecated: row.deprecated,
		supportLevel: row.experimental ? "experimental" : "common",
		functionBody: row.function as OperatorSchema["functionBody"], // structure.py writes these three words only
		minInputs: inputCount.min,
		maxInputs: inputCount.max,
		minOutputs: outputCount.min,
		maxOutputs: outputCount.max,
		inputs,
		outputs,
		attributes: new Map(Object.entries(row.attributes).map(([key, value]) => [key, decodeAttribute(key, value)])),
		typeConstraints,
	};
}
