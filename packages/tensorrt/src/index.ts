export { diagnose, finderOf } from "./diagnose.ts";
export { type NameFinder, type NameMatch, nameFinder } from "./name-finder.ts";
export { type BuilderRequest, checkShapes, type NetworkInput, networkInputs, planBuild } from "./plan-build.ts";
export { spoken } from "./spoken.ts";
export { chooseBuilder, parseTarget, type Target, targetOf } from "./target.ts";
