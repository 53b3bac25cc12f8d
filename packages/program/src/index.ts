export { cmakeLists, cppProgram } from "./cpp-program.ts";
export type { ImageInput, ProgramPart, ProgramPlan, ProgramTensor } from "./plan.ts";
export { partFiles } from "./plan.ts";
export { type PlanOptions, planProgram } from "./plan-program.ts";
export { pythonProgram } from "./python-program.ts";
