import { attributeOf, elementAt, integersOf, ints, rankAt, withAttributes } from "@suture/rewrite";
import type { Adapters } from "../border.ts";
import {
	type Adapter,
	clamped,
	float,
	integersAsInput,
	numberOf,
	numbersOf,
	tensorAsInput,
	textIn,
} from "../crossing.ts";
import { later, notKnown } from "../refusal.ts";

function renamed(from: string, to: string): Adapter {
	return (node) => {
		const amounts = integersOf(node, from);
		return amounts ? { ...node, attributes: withAttributes(node.attributes, [ints(to, amounts)], [from]) } : node;
	};
}

const amountsAsInputs: Adapter = (node, crossing) => {
	const [x = ""] = node.inputs;
	const amounts = integersOf(node, "pads") ?? [];
	const value = attributeOf(node, "value")?.f ?? 0;
	const type = elementAt(crossing.site, x);
	if (value !== 0 && !type) return notKnown(node, "of what type its input is");
	const filling = value !== 0 && type ? [tensorAsInput(crossing, "value", type, [value], [])] : [];
	const inputs = [x, integersAsInput(crossing, "pads", amounts), ...filling];
	return { ...node, inputs, attributes: withAttributes(node.attributes, [], ["pads", "value"]) };
};

const amountsAsAttributes: Adapter = (node, crossing) => {
	const [x = "", pads = "", value = ""] = node.inputs;
	const amounts = numbersOf(crossing, pads);
	const filling = value === "" ? undefined : numberOf(crossing, value);
	if (!amounts || (value !== "" && filling === undefined)) return notKnown(node, "how much it pads, and with what");
	const given = [ints("pads", clamped(amounts)), ...(filling === undefined ? [] : [float("value", filling)])];
	return { ...node, inputs: [x], attributes: withAttributes(node.attributes, given) };
};

/** Up to opset 17 amounts were of all axes. */
const onAllAxes: Adapter = (node, crossing) => {
	const [x = "", pads = "", value = "", axes = ""] = node.inputs;
	if (axes === "") return node;
	const rank = rankAt(crossing.site, x);
	const [amounts, on] = [numbersOf(crossing, pads), numbersOf(crossing, axes)];
	if (rank === undefined || !amounts || !on) return notKnown(node, "how much it pads on which axes");
	const all = Array.from({ length: 2 * rank }, () => 0);
	on.forEach((axis, i) => {
		const at = axis < 0 ? axis + rank : axis;
		all[at] = amounts[i] ?? 0;
		all[at + rank] = amounts[i + on.length] ?? 0;
	});
	const inputs = [x, integersAsInput(crossing, "pads", all)];
	return { ...node, inputs: value === "" ? inputs : [...inputs, value] };
};

const withoutWrap: Adapter = (node, crossing) =>
	textIn(node, "mode") === "wrap" ? later(node, crossing, "its mode wrap") : node;

export const pad: Adapters = {
	Pad: [
		{ version: 2, up: renamed("paddings", "pads"), down: renamed("pads", "paddings") },
		{ version: 11, up: amountsAsInputs, down: amountsAsAttributes },
		{ version: 18, down: onAllAxes },
		{ version: 19, down: withoutWrap },
	],
};
