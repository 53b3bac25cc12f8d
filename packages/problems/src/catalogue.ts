import { graphProblems } from "./catalogue/graph.ts";
import { onnxProblems } from "./catalogue/onnx.ts";

/** Everything that Suture can say is wrong: code → how grave, the sentence, what to do. One row a code. */
export const catalogue = { ...graphProblems, ...onnxProblems };

export type Code = keyof typeof catalogue;
