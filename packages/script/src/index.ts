export { graphSurgeonScript } from "./graph-surgeon-script.ts";
