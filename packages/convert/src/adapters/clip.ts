import { isFloat } from "@suture/ops";
import { attributeOf, elementAt, extreme, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import { type Adapter, float, numberOf, tensorAsInput } from "../crossing.ts";
import { notKnown, otherMeaning } from "../refusal.ts";

/** The largest float32: as a bound it bounds nothing. */
const largest = 3.4028234663852886e38;

const boundsAsInputs: Adapter = (node, crossing) => {
	const type = elementAt(crossing.site, crossing.node.inputs[0]);
	const bounds = ["min", "max"].map((name) => attributeOf(node, name)?.f);
	const isBound = (bound: number | undefined) => bound !== undefined && Math.abs(bound) < largest;
	if (!bounds.some(isBound)) return { ...node, attributes: withAttributes(node.attributes, [], ["min", "max"]) };
	if (!type) return notKnown(node, "of what type its input is");
	const given = bounds.map((bound, i) =>
		isBound(bound) ? tensorAsInput(crossing, i === 0 ? "min" : "max", type, [bound ?? 0], []) : "",
	);
	const inputs = [node.inputs[0] ?? "", ...given];
	return {
		...node,
		inputs: inputs.at(-1) === "" ? inputs.slice(0, -1) : inputs,
		attributes: withAttributes(node.attributes, [], ["min", "max"]),
	};
};

const boundsAsAttributes: Adapter = (node, crossing) => {
	const [x = "", ...bounds] = node.inputs;
	const given = bounds.map((bound) => (bound === "" ? undefined : numberOf(crossing, bound)));
	if (bounds.some((bound, i) => bound !== "" && given[i] === undefined)) return notKnown(node, "between which numbers");
	const [low = -largest, high = largest] = given;
	if (low > high) return otherMeaning(node, crossing, "its lower bound may not be above the upper one");
	const attributes = ["min", "max"].flatMap((name, i) => {
		const bound = given[i];
		return bound === undefined ? [] : [float(name, bound)];
	});
	return { ...node, inputs: [x], attributes: withAttributes(node.attributes, attributes) };
};

/** Up to opset 11 it took no integers. */
const integersByExtremes: Adapter = (node, { site, draft, to }) => {
	const [x = "", low = "", high = ""] = node.inputs;
	const type = elementAt(site, x);
	if (!type || isFloat(type) || to < 9) return node;
	const raised = low === "" ? x : extreme(draft, "Max", x, low, type);
	return { written: [high === "" ? raised : extreme(draft, "Min", raised, high, type)] };
};

export const clip: Adapters = {
	Clip: [
		{ version: 11, up: boundsAsInputs, down: boundsAsAttributes },
		{ version: 12, down: integersByExtremes },
	],
};
