export { evaluateModel } from "./evaluate-model.ts";
export { openSession } from "./open-session.ts";
