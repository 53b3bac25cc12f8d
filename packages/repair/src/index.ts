export { editsOfOffers, type Offer, offersFor } from "./offers.ts";
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
