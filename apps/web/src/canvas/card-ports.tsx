import { createContext, type PointerEvent, useContext } from "react";
import type { Box } from "../scene/scene.ts";
import { drawWire, type WireEnd, type WireTarget } from "./wire.ts";
import "./wire-layer.css";

/** What lies at a point of the page and can be at the end of a wire; undefined where nothing is connected by hand. */
export const UnderPoint = createContext<
	((at: { readonly x: number; readonly y: number }) => WireTarget | undefined) | undefined
>(undefined);

/** The places of a card from which a wire is drawn: above for what it takes, below for what it makes. */
export function CardPorts({ box }: { readonly box: Box }) {
	const under = useContext(UnderPoint);
	if (!under || box.kind === "group" || box.kind === "output") return null;
	const grab = (end: WireEnd) => (event: PointerEvent<HTMLElement>) => {
		if (event.button !== 0) return;
		event.stopPropagation();
		const { x, y, width, height } = event.currentTarget.getBoundingClientRect();
		drawWire(end, { x: x + width / 2, y: y + height / 2 }, under);
	};
	const output: WireEnd =
		box.kind === "node" ? { side: "output", node: box.node } : { side: "output", value: box.value };
	return (
		<>
			{box.kind === "node" && (
				<span
					className="card-port card-port-in nopan nodrag"
					title="Drag to what it shall take"
					data-port="in"
					onPointerDown={grab({ side: "input", node: box.node })}
				/>
			)}
			<span
				className="card-port card-port-out nopan nodrag"
				title="Drag to the node that shall take it"
				data-port="out"
				onPointerDown={grab(output)}
			/>
		</>
	);
}
