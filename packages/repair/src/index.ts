export { editsOfOffers, type Offer, offersFor } from "./offers.ts";
export type { Proof } from "./proof.ts";
export {
	type Remaining,
	type Repaired,
	type RepairOptions,
	repairGraph,
	type Step,
} from "./repair-graph.ts";
export type { Fix, Kind, Miss, RepairRule } from "./rule.ts";
export { repairRules } from "./rules.ts";
export { type NmsForm, nmsForms, offerForTarget } from "./suppression/offer-for-target.ts";
export type { Suppression } from "./suppression/replace-suppression.ts";
export { writeOuts } from "./write-outs.ts";
