export { operatorCategory } from "./category.ts";
export type { Category } from "./category-table.ts";
export { type OperatorDocumentation, operatorDocumentation } from "./documentation.ts";
export type { AttributeSchema, FormalParameter, OperatorSchema } from "./operator-schema.ts";
export { domains, operatorSchema, operatorsOf, operatorVersions } from "./schema.ts";
