import type { Edit, Graph } from "@suture/graph";
import { graphSurgeonScript } from "@suture/script";

/** How steps can be written down: as Suture's own recipe, or as Python with onnx-graphsurgeon. */
export type RecipeForm = "recipe" | "script";

/** Steps as a text to read, to keep, and to run again. `base` is the graph that they begin with. */
export function recipeText(form: RecipeForm, edits: readonly Edit[], base: Graph, title: string): string {
	if (form === "script") return graphSurgeonScript(edits, base);
	return `${JSON.stringify({ suture: "recipe", version: 1, title, edits }, null, "\t")}\n`;
}
