import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { moveStep } from "../workspace/workspace.ts";

/** A step on its way to another place in the list. */
export interface StepDrag {
	readonly list: RefObject<HTMLOListElement | null>;
	/** The step that is dragged, and the place that it would come to; -1 while nothing is. */
	readonly from: number;
	readonly to: number;
	/** What makes an element the grip of a step. */
	readonly grip: (position: number) => GripHandlers;
	/** Moves a step at once; the cursor stays with it. */
	readonly move: (from: number, to: number) => Promise<void>;
}

interface GripHandlers {
	readonly onPointerDown: (event: PointerEvent) => void;
	readonly onPointerMove: (event: PointerEvent) => void;
	readonly onPointerUp: () => void;
	readonly onPointerCancel: () => void;
}

const nothing = { from: -1, to: -1 };

export function useStepDrag(): StepDrag {
	const list = useRef<HTMLOListElement>(null);
	const [dragged, setDragged] = useState(nothing);
	const move = async (from: number, to: number) => {
		const isMoved = await moveStep(from, to);
		if (isMoved) stepsIn(list)[to]?.querySelector<HTMLElement>(".step-sentence")?.focus();
	};
	const grip = (position: number): GripHandlers => ({
		onPointerDown: (event) => {
			if (event.button !== 0) return;
			event.currentTarget.setPointerCapture(event.pointerId);
			setDragged({ from: position, to: position });
		},
		onPointerMove: ({ clientY }) => {
			if (dragged.from === position) setDragged({ from: position, to: placeAt(list, clientY) });
		},
		onPointerUp: () => {
			setDragged(nothing);
			if (dragged.from === position && dragged.to !== position) void move(position, dragged.to);
		},
		onPointerCancel: () => setDragged(nothing),
	});
	return { list, ...dragged, grip, move };
}

function stepsIn(list: RefObject<HTMLOListElement | null>): HTMLElement[] {
	return [...(list.current?.querySelectorAll<HTMLElement>("[data-step]") ?? [])];
}

/** The step that lies at a height, or is nearest to it. */
function placeAt(list: RefObject<HTMLOListElement | null>, clientY: number): number {
	const steps = stepsIn(list);
	const found = steps.findIndex((step) => clientY < step.getBoundingClientRect().bottom);
	return found < 0 ? steps.length - 1 : found;
}
