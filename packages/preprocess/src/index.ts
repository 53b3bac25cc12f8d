export type { Images } from "./images.ts";
export { type PreprocessEdits, preprocessEdits } from "./preprocess-edits.ts";
