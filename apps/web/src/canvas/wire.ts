import type { NodeId } from "@suture/graph";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { showDoomed } from "../build/build-store.ts";
import { planner } from "../surgeon/connect.ts";
import type { Slot } from "../surgeon/slots.ts";
import { perform } from "../workspace/workspace.ts";

/** The end of a wire that was taken hold of: an output, which looks for an input, or an input, which looks for a value. */
export type WireEnd =
	| { readonly side: "output"; readonly value: string }
	| { readonly side: "output"; readonly node: NodeId }
	| { readonly side: "input"; readonly node: NodeId };

/** What lies under the pointer when it is let go. */
export type WireTarget = { readonly node: NodeId } | { readonly value: string };

interface Point {
	readonly x: number;
	readonly y: number;
}

export interface Wire {
	/** A wire that is being drawn, in px of the page. */
	readonly drawn: { readonly end: WireEnd; readonly from: Point; readonly to: Point } | undefined;
	/** Where it was let go, and the inputs of the node there. */
	readonly dropped:
		| {
				readonly at: Point;
				readonly reader: NodeId;
				readonly values: readonly string[];
				readonly value: string;
				readonly slots: readonly Slot[];
		  }
		| undefined;
}

const wireStore = createStore<Wire>()(() => ({ drawn: undefined, dropped: undefined }));

export function useWire<T>(part: (wire: Wire) => T): T {
	return useStore(wireStore, part);
}

/** Begins to draw a wire; nodes that would close a circle fade until it is let go. `under` tells what lies at a point. */
export function drawWire(end: WireEnd, from: Point, under: (at: Point) => WireTarget | undefined): void {
	wireStore.setState({ drawn: { end, from, to: from }, dropped: undefined });
	void fadeForbidden(end);
	const move = ({ clientX: x, clientY: y }: PointerEvent) => {
		wireStore.setState({ drawn: { end, from, to: { x, y } } });
	};
	const stop = () => {
		window.removeEventListener("pointermove", move);
		window.removeEventListener("pointerup", up);
		window.removeEventListener("pointercancel", stop);
		window.removeEventListener("keydown", key, true);
		wireStore.setState({ drawn: undefined });
		showDoomed([]);
	};
	const up = ({ clientX: x, clientY: y }: PointerEvent) => {
		stop();
		const target = under({ x, y });
		if (target) void drop(end, target, { x, y });
	};
	const key = (event: KeyboardEvent) => {
		if (event.key !== "Escape") return;
		event.stopPropagation();
		stop();
	};
	window.addEventListener("pointermove", move);
	window.addEventListener("pointerup", up);
	window.addEventListener("pointercancel", stop);
	window.addEventListener("keydown", key, true);
}

async function fadeForbidden(end: WireEnd): Promise<void> {
	const nodes = "value" in end ? await planner.nodesAbove(end.value) : await planner.forbiddenFor(end.node, end.side);
	if (wireStore.getState().drawn?.end === end) showDoomed(nodes);
}

async function drop(end: WireEnd, target: WireTarget, at: Point): Promise<void> {
	const reader = end.side === "input" ? end.node : "node" in target ? target.node : undefined;
	const source = end.side === "input" ? target : end;
	if (reader === undefined) return;
	const values = "value" in source ? [source.value] : await planner.outputsOf(source.node);
	const [value] = values;
	if (value !== undefined) await offer(at, reader, values, value);
}

async function offer(at: Point, reader: NodeId, values: readonly string[], value: string): Promise<void> {
	wireStore.setState({ dropped: { at, reader, values, value, slots: await planner.slotsFor(reader, value) } });
}

/** Another of the values that the wire may carry. */
export async function chooseValue(value: string): Promise<void> {
	const { dropped } = wireStore.getState();
	if (dropped) await offer(dropped.at, dropped.reader, dropped.values, value);
}

export function dropNothing(): void {
	wireStore.setState({ dropped: undefined });
}

/** Connects the wire to an input of the node where it was let go. */
export async function connectDropped(input: number): Promise<void> {
	const { dropped } = wireStore.getState();
	dropNothing();
	if (!dropped) return;
	const { addresses, place } = await planner.addressesOf([dropped.reader]);
	const [node] = addresses;
	if (node) await perform([{ do: "set-input", node, input, value: dropped.value, ...place }]);
}
