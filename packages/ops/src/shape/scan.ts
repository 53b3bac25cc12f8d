import { integer, integers } from "../call/attributes.ts";
import type { BodyInference, Call, Output, ShapeFunction } from "../call/call.ts";
import { tensor } from "../call/outputs.ts";
import type { PartialSize } from "../dimension/partial.ts";
import { type Fact, noFact } from "../fact/fact.ts";
import { isTensor, tensorOf } from "../fact/value-type.ts";
import { axisIn } from "./axis.ts";
import { type CarriedState, carriedState, finalState, outerShape } from "./carried-state.ts";

/** Scan(…states, …scanned inputs): body(…states, …slices) → …states, …slices. */
export const scan: ShapeFunction = (call) => {
	const body = call.body("body");
	if (body === undefined) return [];
	const parts = partsOf(call, call.inputs);
	const axes = integers(call, "scan_input_axes") ?? [];
	const trips = agreedTrips(
		call,
		parts.scanned.map((fact, i) => sizeAt(fact, axes[i] ?? 0)),
	);
	const slices = parts.scanned.map((fact, i) => sliced(call, fact, axes[i] ?? 0));
	const carried = carriedState(body, parts.initial, (states) => [...states, ...slices]);
	const states = parts.initial.map((_, i) => finalState(carried, i, body.isInner, trips));
	const outputAxes = integers(call, "scan_output_axes") ?? [];
	return [...states, ...stacked(carried, body).map((one, i) => withTrips(call, one, outputAxes[i] ?? 0, trips))];
};

/** Scan-8: sequence lengths first, and every tensor with a batch axis in front; the scanned axis is the second. */
export const batchedScan: ShapeFunction = (call) => {
	const body = call.body("body");
	if (body === undefined) return [];
	const parts = partsOf(call, call.inputs.slice(1));
	const batch = sizeAt(parts.scanned[0], 0);
	const trips = sizeAt(parts.scanned[0], 1);
	const slices = parts.scanned.map((fact) => withoutFirst(fact, 2));
	const inside = parts.initial.map((fact) => withoutFirst(fact, 1));
	const carried = carriedState(body, inside, (states) => [...states, ...slices]);
	const states = inside.map((_, i) => inFront(finalState(carried, i, body.isInner, trips), [batch]));
	return [...states, ...stacked(carried, body).map((one) => inFront(one, [batch, trips]))];
};

function partsOf(call: Call, inputs: Call["inputs"]): { initial: readonly Fact[]; scanned: readonly Fact[] } {
	const facts = inputs.map((fact) => fact ?? noFact);
	const at = facts.length - (integer(call, "num_scan_inputs") ?? 0);
	return { initial: facts.slice(0, at), scanned: facts.slice(at) };
}

function sizeAt(fact: Fact | undefined, axis: number): PartialSize {
	return isTensor(fact?.type) ? fact.type.shape?.at(axis) : undefined;
}

/** Problems: shape/scan when the scanned inputs have different numbers of steps. */
function agreedTrips(call: Call, sizes: readonly PartialSize[]): PartialSize {
	const numbers = sizes.filter((size) => typeof size === "number");
	const odd = numbers.find((size) => size !== numbers[0]);
	if (odd !== undefined) call.report("shape/scan", { left: numbers[0] ?? 0, right: odd });
	return numbers[0] ?? sizes.find((size) => size !== undefined);
}

function sliced(call: Call, { type }: Fact, axisGiven: number): Fact {
	if (!isTensor(type) || type.shape === undefined) return { type };
	const axis = axisIn(call, axisGiven, type.shape.length);
	return { type: tensorOf(type.element, axis === undefined ? undefined : type.shape.toSpliced(axis, 1)) };
}

function withoutFirst({ type }: Fact, axes: number): Fact {
	return isTensor(type) ? { type: tensorOf(type.element, type.shape?.slice(axes)) } : { type };
}

/** What the body gives besides its states, as seen from outside, before it is stacked. */
function stacked({ initial, results }: CarriedState, body: BodyInference): Output[] {
	return results
		.slice(initial.length)
		.map(({ type }) => tensor(outerShape(type, body.isInner), isTensor(type) ? type.element : undefined));
}

function withTrips(call: Call, { element, shape }: Output, axisGiven: number, trips: PartialSize): Output {
	const axis = shape && axisIn(call, axisGiven, shape.length + 1);
	if (shape === undefined || axis === undefined) return tensor(undefined, element);
	return tensor([...shape.slice(0, axis), trips, ...shape.slice(axis)], element);
}

function inFront(output: Output, sizes: readonly PartialSize[]): Output {
	return output.shape ? { ...output, shape: [...sizes, ...output.shape] } : output;
}
