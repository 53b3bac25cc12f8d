export {
	type Proof,
	type Remaining,
	type Repaired,
	type RepairOptions,
	repairGraph,
	type Step,
} from "./repair-graph.ts";
export type { Fix, Kind, Miss, RepairRule } from "./rule.ts";
export { repairRules } from "./rules.ts";
export { writeOuts } from "./write-outs.ts";
