import { type BodyId, bodiesOfNode, indexOf, type Node } from "@suture/graph";
import { type Element, sameElement } from "@suture/ops";
import type { Facts } from "./facts.ts";
import { type Memory, memoryOf } from "./infer-shapes.ts";
import type { BodyRecord } from "./record.ts";
import { type Part, sizeIn } from "./size-in.ts";
import { sourcesOf } from "./sources-of.ts";

/** A place that a size went through on its way. */
export interface DimensionStep {
	readonly body: BodyId;
	readonly value: string;
	/** The axis whose size it is there, or the element that holds it. */
	readonly part: Part;
	/** What it is there. */
	readonly size: Element;
	/** What makes the value; undefined for inputs and initializers. */
	readonly node: Node | undefined;
	/** Whether the size begins here: an input, a constant, or a node that makes it of its own. */
	readonly isOrigin: boolean;
	/** Steps behind it that this one follows from, as positions in the list, or behind its end where that is not complete. */
	readonly from: readonly number[];
}

/** Ten times as many as any of 17 real models needs, and a few seconds of work: a stranger's file shall keep nobody waiting. */
const mostSteps = 10_000;

export interface Explanation {
	/** Every place that the size could be followed to, the asked one first. */
	readonly steps: readonly DimensionStep[];
	/** Of these the shortest way from the asked one to an origin. */
	readonly chain: readonly DimensionStep[];
	/** False when there were more places than are followed: then origins are missing, and the chain may be. */
	readonly isComplete: boolean;
}

/** Where the size of an axis comes from: through which values, and where it was baked in. Nothing about it was recorded: each
 *  node on the way is asked again with one input changed, and what changes with it is a source. Empty when the value or its
 *  shape is not known. Time: some inferences of each node on the way. */
export function explainDimension(facts: Facts, body: BodyId, value: string, axis: number): Explanation {
	const memory = memoryOf(facts);
	const frames = memory && findFrames(memory.main, body);
	if (memory === undefined || frames === undefined) return { steps: [], chain: [], isComplete: true };
	const start: Place = { frames, value, part: { axis } };
	if (sizeAt(start) === undefined) return { steps: [], chain: [], isComplete: true };
	const { steps, isComplete } = follow(memory, start);
	return { steps, chain: shortestChain(steps), isComplete };
}

/** Steps stand in the order of their distance: the first origin is the nearest, and the first step that names another as its
 *  source lies on the shortest way to it. */
function shortestChain(steps: readonly DimensionStep[]): DimensionStep[] {
	let at = steps.findIndex(({ isOrigin }) => isOrigin);
	const chain: DimensionStep[] = [];
	while (at >= 0) {
		const position = at;
		const step = steps[position];
		if (step) chain.unshift(step);
		at = position === 0 ? -1 : steps.findIndex(({ from }) => from.includes(position));
	}
	return chain;
}

/** Bodies from main inwards, with the node that runs each next one. */
type Frames = readonly Frame[];

interface Frame {
	readonly record: BodyRecord;
	/** The node of the frame before that runs this body. */
	readonly holder: Node | undefined;
}

interface Place {
	readonly frames: Frames;
	readonly value: string;
	readonly part: Part;
}

function follow(memory: Memory, start: Place): Pick<Explanation, "steps" | "isComplete"> {
	const places: Place[] = [];
	const positions = new Map<BodyRecord, Map<string, number>>();
	const positionOf = (seen: Place): number => {
		const place = whereDefined(seen);
		const { record } = lastOf(place.frames);
		const inRecord = positions.get(record) ?? new Map<string, number>();
		positions.set(record, inRecord);
		const key = JSON.stringify([place.value, place.part]);
		const position = inRecord.get(key) ?? places.push(place) - 1;
		inRecord.set(key, position);
		return position;
	};
	positionOf(start);
	const steps: DimensionStep[] = [];
	for (let i = 0; i < places.length && i < mostSteps; i++) {
		const place = places[i] as Place; // i is below the length
		const { node, before } = cameFrom(memory, place);
		const from = before.map(positionOf);
		const body = lastOf(place.frames).record.scope.body.id;
		const { value, part } = place;
		steps.push({ body, value, part, size: sizeAt(place), node, isOrigin: before.length === 0, from });
	}
	return { steps, isComplete: places.length === steps.length };
}

/** The same value in the body around it that defines it. */
function whereDefined({ frames, value, part }: Place): Place {
	let home = frames;
	while (home.length > 1 && !indexOf(lastOf(home).record.scope.body).definitions.has(value)) home = home.slice(0, -1);
	return { frames: home, value, part };
}

function lastOf(frames: Frames): Frame {
	return frames.at(-1) as Frame; // made with at least one
}

interface Came {
	readonly node: Node | undefined;
	readonly before: readonly Place[];
}

function cameFrom(memory: Memory, { frames, value, part }: Place): Came {
	const { record, holder } = lastOf(frames);
	const definition = indexOf(record.scope.body).definitions.get(value);
	if (definition === undefined) return nowhere;
	if (definition.by === "input" && holder !== undefined && record.scope.outer === undefined) {
		const given = holder.inputs[definition.position]; // a function's input is what its caller gives
		return given ? { node: undefined, before: [{ frames: frames.slice(0, -1), value: given, part }] } : nowhere;
	}
	if (definition.by !== "node") return nowhere;
	const { node, output } = definition;
	const inner = innerOutputs(frames, node, output, part);
	if (inner.length > 0) return { node, before: inner };
	const own = record.nodes.get(node.id);
	const sources = own ? sourcesOf(memory.run, record.scope, own, output, part) : [];
	return { node, before: sources.map((source) => ({ frames, value: source.value, part: source.part })) };
}

const nowhere: Came = { node: undefined, before: [] };

/** Of a function or a branch, the value inside that becomes this output. */
function innerOutputs(frames: Frames, node: Node, output: number, part: Part): readonly Place[] {
	const { record } = lastOf(frames);
	const wanted = sizeIn(record.nodes.get(node.id)?.outputs[output], part);
	if (node.opType !== "If" && bodiesOfNode(node).length > 0) return []; // what loops give is not what one pass gives
	return [...(record.nodes.get(node.id)?.inside?.records.values() ?? [])].flatMap((inner) => {
		const value = inner.scope.body.outputs[output]?.name ?? "";
		const place: Place = { frames: [...frames, { record: inner, holder: node }], value, part };
		// Where a branch gives another size, it is not what this one is from.
		return !inner.scope.neverRuns && sameElement(sizeAt(place), wanted) ? [place] : [];
	});
}

function sizeAt({ frames, value, part }: Place): Element {
	for (const { record } of frames.toReversed()) {
		const fact = record.scope.values.get(value);
		if (fact !== undefined) return sizeIn(fact, part);
	}
	return undefined;
}

/** The way from main to a body; undefined when inference never came there. */
function findFrames(main: BodyRecord, body: BodyId): Frames | undefined {
	const open: Frames[] = [[{ record: main, holder: undefined }]];
	for (let frames = open.pop(); frames !== undefined; frames = open.pop()) {
		const { record } = lastOf(frames);
		if (record.scope.body.id === body) return frames;
		for (const { node, inside } of record.nodes.values()) {
			for (const inner of inside?.records.values() ?? []) open.push([...frames, { record: inner, holder: node }]);
		}
	}
	return undefined;
}
