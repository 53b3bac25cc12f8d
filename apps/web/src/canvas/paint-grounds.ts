import type { Box, Place } from "../scene/scene.ts";
import type { GroundMarks } from "./ground-marks.ts";
import type { Palette } from "./palette.ts";

/** How far a ground reaches beyond its nodes, in scene px: such that nodes of neighbouring layers share one. */
const reach = 22;

/** Paints the ground on which each node stands. */
export function paintGrounds(
	context: CanvasRenderingContext2D,
	zoom: number,
	boxes: readonly Box[],
	{ boxes: shares }: GroundMarks,
	palette: Palette,
): void {
	const wide = Math.max(reach, 2 / zoom);
	for (const box of boxes) {
		const parts = shares.get(box.id) ?? [];
		const ground = {
			x: box.x - wide,
			y: box.y - wide,
			width: box.width + 2 * wide,
			height: box.height + 2 * wide,
		};
		let { y } = ground;
		for (const { ground: color, share } of parts) {
			const height = ground.height * share;
			context.fillStyle = palette.ground[color].soft;
			fill(context, { ...ground, y, height }, parts.length === 1 ? wide : 4);
			y += height;
		}
	}
}

function fill(context: CanvasRenderingContext2D, { x, y, width, height }: Place, radius: number): void {
	context.beginPath();
	context.roundRect(x, y, width, height, Math.min(radius, height / 2));
	context.fill();
}
