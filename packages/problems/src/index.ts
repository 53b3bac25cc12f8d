export { type Code, catalogue } from "./catalogue.ts";
export { SutureError } from "./error.ts";
export { invariant } from "./invariant.ts";
export { type Facts, type NodePlace, type Place, type Problem, problem, type Severity, worst } from "./problem.ts";
