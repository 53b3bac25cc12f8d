import type { Place } from "../scene/scene.ts";

/** Where the screen is over the scene: screen = scene · zoom + (x, y). The same numbers as React Flow's viewport. */
export interface Camera {
	readonly x: number;
	readonly y: number;
	readonly zoom: number;
}

export interface Screen {
	readonly width: number;
	readonly height: number;
}

/** From this zoom on cards can be read, and are elements of the page; below it they are part of one picture. */
export const readableZoom = 0.55;
export const smallestZoom = 0.01;
export const largestZoom = 3;

/** The part of the scene that is on the screen, and a margin of `margin` screen px around it. */
export function visibleArea({ x, y, zoom }: Camera, { width, height }: Screen, margin = 0): Place {
	return {
		x: (-x - margin) / zoom,
		y: (-y - margin) / zoom,
		width: (width + 2 * margin) / zoom,
		height: (height + 2 * margin) / zoom,
	};
}

/** Everything on the screen. */
export function cameraForAll(scene: { width: number; height: number }, screen: Screen): Camera {
	const margin = 24;
	const fit = Math.min((screen.width - 2 * margin) / scene.width, (screen.height - 2 * margin) / scene.height);
	const zoom = Math.min(1, Math.max(smallestZoom, fit));
	return {
		zoom,
		x: (screen.width - scene.width * zoom) / 2,
		y: Math.max(margin, (screen.height - scene.height * zoom) / 2),
	};
}

/** All of a small network; of a large one its beginning, near enough to read. `first` is the first box. */
export function cameraForStart(
	scene: { width: number; height: number },
	first: Place | undefined,
	screen: Screen,
): Camera {
	const all = cameraForAll(scene, screen);
	if (all.zoom >= readableZoom || !first) return all;
	const zoom = 0.85;
	return { zoom, x: screen.width / 2 - (first.x + first.width / 2) * zoom, y: 48 - first.y * zoom };
}

/** On a screen as narrow as this the details lie over its lower part. */
const narrowWidth = 700;

/** A box in the middle of what is free of the screen, no farther away than it is readable. */
export function cameraForBox(box: Place, screen: Screen, now: Camera): Camera {
	const zoom = Math.min(1.1, Math.max(0.9, now.zoom));
	return {
		zoom,
		x: screen.width / 2 - (box.x + box.width / 2) * zoom,
		y: screen.height * (screen.width <= narrowWidth ? 0.21 : 0.5) - (box.y + box.height / 2) * zoom,
	};
}

/** Another zoom, within what is possible, around the middle of the screen. */
export function cameraAtZoom(wanted: number, screen: Screen, now: Camera): Camera {
	const zoom = Math.min(largestZoom, Math.max(smallestZoom, wanted));
	const keep = (shift: number, size: number) => size / 2 - ((size / 2 - shift) * zoom) / now.zoom;
	return { zoom, x: keep(now.x, screen.width), y: keep(now.y, screen.height) };
}
