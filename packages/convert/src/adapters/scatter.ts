import type { Adapters, Border } from "../border.ts";
import { textIn } from "../crossing.ts";
import { later } from "../refusal.ts";

const withoutExtremes: Border = {
	version: 18,
	down: (node, crossing) => {
		const reduction = textIn(node, "reduction") ?? "none";
		return reduction === "max" || reduction === "min" ? later(node, crossing, `its reduction ${reduction}`) : node;
	},
};

export const scatter: Adapters = {
	Scatter: [{ version: 11, up: (node) => ({ ...node, opType: "ScatterElements" }) }],
	ScatterElements: [{ version: 11, down: (node) => ({ ...node, opType: "Scatter" }) }, withoutExtremes],
	ScatterND: [withoutExtremes],
};
