import type { NodeId } from "@suture/graph";
import { type MouseEvent, type PointerEvent, type SyntheticEvent, useRef, useState } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Place } from "../scene/scene.ts";
import { selectedNodes, selectNodes } from "../workspace/edit-nodes.ts";
import type { SceneIndex } from "./scene-index.ts";

/** Whether dragging selects instead of moving the picture; with Shift it always does. */
const lassoStore = createStore<{ readonly isOn: boolean }>()(() => ({ isOn: false }));

export function useLassoMode(): boolean {
	return useStore(lassoStore, (one) => one.isOn);
}

export function setLassoMode(isOn: boolean): void {
	lassoStore.setState({ isOn });
}

interface Drag {
	readonly pointer: number;
	readonly fromX: number;
	readonly fromY: number;
	readonly adds: boolean;
}

/** A rectangle on the screen, from the page's top left. */
export type LassoRectangle = Place;

/** Nearer than this it was a click. */
const leastDrag = 5;

/** Selects the nodes in a rectangle that is drawn with Shift held, or in lasso mode. `toScene` gives the place in the picture of
 *  a point of the page. */
export function useLasso(index: SceneIndex, toScene: (point: { x: number; y: number }) => { x: number; y: number }) {
	const isOn = useLassoMode();
	const drag = useRef<Drag | undefined>(undefined);
	const wasDragged = useRef(false);
	const [rectangle, setRectangle] = useState<LassoRectangle>();
	const isMeant = ({ shiftKey, button }: { readonly shiftKey: boolean; readonly button: number }) =>
		(isOn || shiftKey) && button === 0;
	const isDragging = () => drag.current !== undefined;
	const stop = (event: SyntheticEvent) => {
		if (isDragging()) event.stopPropagation();
	};
	return {
		rectangle,
		handlers: {
			onPointerDownCapture(event: PointerEvent<HTMLElement>) {
				wasDragged.current = false;
				if (!isMeant(event) || !event.isPrimary) return;
				const { pointerId: pointer, clientX: fromX, clientY: fromY, shiftKey: adds } = event;
				drag.current = { pointer, fromX, fromY, adds };
			},
			// React Flow moves the picture by these, and the browser selects text.
			onMouseDownCapture(event: MouseEvent) {
				if (!isDragging()) return;
				event.stopPropagation();
				event.preventDefault();
				if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
			},
			onTouchStartCapture: stop,
			onPointerMoveCapture(event: PointerEvent<HTMLElement>) {
				const { current } = drag;
				if (current?.pointer !== event.pointerId) return;
				const now = rectangleOf(current, event);
				if (Math.max(now.width, now.height) < leastDrag && !wasDragged.current) return;
				if (!wasDragged.current) event.currentTarget.setPointerCapture(event.pointerId);
				wasDragged.current = true;
				setRectangle(now);
			},
			onPointerUpCapture(event: PointerEvent<HTMLElement>) {
				const { current } = drag;
				drag.current = undefined;
				setRectangle(undefined);
				if (!current || !wasDragged.current) return;
				const found = nodesIn(index, rectangleOf(current, event), toScene);
				void selectNodes(current.adds ? [...new Set([...selectedNodes(), ...found])] : found);
			},
			onPointerCancelCapture() {
				drag.current = undefined;
				setRectangle(undefined);
			},
			// The click at the end of a drag means nothing.
			onClickCapture(event: MouseEvent) {
				if (wasDragged.current) event.stopPropagation();
				wasDragged.current = false;
			},
		},
	};
}

function rectangleOf({ fromX, fromY }: Drag, { clientX, clientY }: PointerEvent): LassoRectangle {
	return {
		x: Math.min(fromX, clientX),
		y: Math.min(fromY, clientY),
		width: Math.abs(clientX - fromX),
		height: Math.abs(clientY - fromY),
	};
}

function nodesIn(
	index: SceneIndex,
	{ x, y, width, height }: LassoRectangle,
	toScene: (point: { x: number; y: number }) => { x: number; y: number },
): NodeId[] {
	const from = toScene({ x, y });
	const to = toScene({ x: x + width, y: y + height });
	return index
		.boxesIn({ x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y })
		.flatMap((box) => (box.kind === "node" ? [box.node] : box.kind === "group" ? box.inside : []));
}
