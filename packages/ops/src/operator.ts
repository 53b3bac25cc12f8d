import type { ShapeFunction } from "./call/call.ts";
import { operatorCategory } from "./category.ts";
import type { Category } from "./category-table.ts";
import type { OperatorSchema } from "./operator-schema.ts";
import { operatorSchema } from "./schema.ts";
import { shapeInputs } from "./shape/shape-inputs.ts";
import { shapeFunction } from "./shape/table.ts";
import { valueFunction } from "./value/table.ts";
import type { ValueFunction } from "./value/value-function.ts";

/** All that is known about an operator at an opset: one row of the table. */
export interface Operator {
	readonly schema: OperatorSchema;
	readonly category: Category;
	/** Undefined when only the schema says something about its outputs. */
	readonly shape: ShapeFunction | undefined;
	/** Names of inputs whose numbers decide the sizes of the outputs: they should be constant, or computed from shapes. */
	readonly shapeInputs: readonly string[];
	/** Undefined when the elements of its outputs are not followed. */
	readonly value: ValueFunction | undefined;
}

/** The row of an operator; undefined for a stranger. The domain is as the model writes it. */
export function operator(name: string, domain: string, opset: number): Operator | undefined {
	const schema = operatorSchema(name, domain, opset);
	if (schema === undefined) return undefined;
	let row = rows.get(schema);
	if (row === undefined) {
		row = {
			schema,
			category: operatorCategory(schema.name, schema.domain),
			shape: shapeFunction(schema.name, schema.domain),
			shapeInputs: shapeInputs(schema.name, schema.domain),
			value: valueFunction(schema.name, schema.domain),
		};
		rows.set(schema, row);
	}
	return row;
}

const rows = new WeakMap<OperatorSchema, Operator>();
