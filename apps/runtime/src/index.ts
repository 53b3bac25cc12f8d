export { evaluateModel } from "./evaluate-model.ts";
export { openSession } from "./open-session.ts";
export { sha256 } from "./sha256.ts";
