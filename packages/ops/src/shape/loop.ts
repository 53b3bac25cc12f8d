import type { BodyInference, Call, Output, ShapeFunction } from "../call/call.ts";
import { hasInput, sizeOf } from "../call/inputs.ts";
import { tensor } from "../call/outputs.ts";
import { isAtLeast } from "../dimension/bounds.ts";
import { maximum } from "../dimension/extremes.ts";
import type { PartialSize } from "../dimension/partial.ts";
import { type Fact, noFact } from "../fact/fact.ts";
import { mergeFacts } from "../fact/merge.ts";
import { isTensor, tensorOf } from "../fact/value-type.ts";
import { carriedState, finalState, isOuter, outerShape } from "./carried-state.ts";
import { outputOf } from "./control.ts";

const boolean = tensorOf("bool", []);

/** Loop(M, condition, …states): body(iteration, condition, …states) → condition, …states, …scanned.
 *  The number of iterations is M where the condition surely stays true. */
export const loop: ShapeFunction = (call) => {
	const body = call.body("body");
	if (body === undefined) return [];
	// The condition is carried as a state is.
	const condition: Fact = hasInput(call, 1) ? (call.inputs[1] ?? noFact) : { type: boolean, value: [1] };
	const initial = [condition, ...call.inputs.slice(2).map((fact) => fact ?? noFact)];
	const iteration: Fact = { type: tensorOf("int64", []), value: [body.fresh("iteration")] };
	const carried = carriedState(body, initial, (states) => [iteration, ...states]);
	const isAlwaysTrue = carried.states[0]?.value?.[0] === 1;
	const trips = isAlwaysTrue ? tripCount(call) : undefined;
	const states = initial.slice(1).map((_, i) => finalState(carried, i + 1, body.isInner, trips));
	const scanned = carried.results.slice(initial.length).map((fact): Output => {
		const shape = outerShape(fact.type, body.isInner);
		const element = isTensor(fact.type) ? fact.type.element : undefined;
		return tensor(shape && [trips, ...shape], element);
	});
	const outputs = [...states, ...scanned];
	if (typeof trips !== "number" || trips > mostUnrolled || !outputs.some(isOpen)) return outputs;
	const exact = unrolled(body, initial, trips);
	// The last inference is what the facts show: let it be the one that holds in every iteration.
	body.infer([iteration, ...carried.states]);
	return exact ?? outputs;
};

/** So few iterations are inferred one by one where what holds in all of them leaves something open. */
const mostUnrolled = 16;

function isOpen({ type, shape }: Output): boolean {
	if (type?.kind === "sequence") return !isTensor(type.of) || type.of.shape === undefined;
	return type === undefined && (shape === undefined || shape.some((size) => size === undefined));
}

/** The outputs after that many iterations; undefined when a size depends on data in the body, since then one name would
 *  stand for another size in each iteration. */
function unrolled(body: BodyInference, initial: readonly Fact[], trips: number): readonly Output[] | undefined {
	let states = initial;
	let scanned: readonly Fact[] | undefined;
	for (let i = 0; i < trips; i++) {
		const results = body.infer([{ type: tensorOf("int64", []), value: [i] }, ...states]);
		if (!results.every((fact) => isOuter(fact, body.isInner))) return undefined;
		states = results.slice(0, initial.length);
		const slices = results.slice(initial.length);
		scanned = scanned?.map((fact, k) => mergeFacts(fact, slices[k] ?? noFact, () => body.fresh("differs"))) ?? slices;
	}
	const stacked = (scanned ?? []).map(({ type }): Output => {
		const shape = outerShape(type, body.isInner);
		return tensor(shape && [trips, ...shape], isTensor(type) ? type.element : undefined);
	});
	return [...states.slice(1).map(outputOf), ...stacked];
}

function tripCount(call: Call): PartialSize {
	const most = sizeOf(call, 0);
	if (most === undefined) return undefined;
	return isAtLeast(most, 0) ? most : maximum([most, 0]);
}
