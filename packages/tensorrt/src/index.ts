export { check } from "./check/check.ts";
export type { CheckProblem } from "./check/found.ts";
export { diagnose, finderOf } from "./diagnose.ts";
export { readLog } from "./log/read-log.ts";
export { type NameFinder, type NameMatch, nameFinder } from "./name-finder.ts";
export { type BuilderRequest, checkShapes, type NetworkInput, networkInputs, planBuild } from "./plan-build.ts";
export { spoken } from "./spoken.ts";
export { isLoaded } from "./target/is-loaded.ts";
export {
	chooseBuilder,
	knownTargets,
	parserRelease,
	parseTarget,
	type Target,
	targetOf,
	titleOfTarget,
} from "./target/target.ts";
