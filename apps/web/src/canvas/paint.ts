import { card } from "../scene/card-size.ts";
import { rowFont, titleFont } from "../scene/measure-text.ts";
import type { Box, Frame, Line, Place } from "../scene/scene.ts";
import { type Camera, readableZoom, type Screen, visibleArea } from "./camera.ts";
import type { Marks } from "./marks.ts";
import { paintGrounds } from "./paint-grounds.ts";
import type { Palette } from "./palette.ts";
import { overlap, type SceneIndex } from "./scene-index.ts";

/** Paints what the camera sees: the whole picture when it is far; when it is near, everything but the cards, which are elements
 *  of the page then. `pixels` is how many device pixels a screen px has. */
export function paint(
	context: CanvasRenderingContext2D,
	index: SceneIndex,
	camera: Camera,
	screen: Screen,
	pixels: number,
	marks: Marks,
	palette: Palette,
): void {
	context.setTransform(pixels, 0, 0, pixels, 0, 0);
	context.fillStyle = palette.background;
	context.fillRect(0, 0, screen.width, screen.height);
	context.setTransform(pixels * camera.zoom, 0, 0, pixels * camera.zoom, pixels * camera.x, pixels * camera.y);
	const area = visibleArea(camera, screen, 40);
	const pen: Pen = { context, zoom: camera.zoom, palette };
	const frames = index.framesIn(area);
	for (const frame of frames) paintFrame(pen, frame);
	const boxes = index.boxesIn(area);
	if (marks.grounds) paintGrounds(context, camera.zoom, boxes, marks.grounds, palette);
	const lines = index.linesIn(area);
	paintAllLines(pen, lines, marks);
	for (const frame of frames) paintFrameTitle(pen, frame);
	paintBoxes(pen, boxes, marks);
	if (camera.zoom >= 0.5) paintLabels(pen, lines, boxes, marks);
}

interface Pen {
	readonly context: CanvasRenderingContext2D;
	readonly zoom: number;
	readonly palette: Palette;
}

function paintFrame({ context, zoom, palette }: Pen, frame: Frame): void {
	context.beginPath();
	context.roundRect(frame.x, frame.y, frame.width, frame.height, Math.min(10, 6 / zoom));
	context.fillStyle = palette.frames[frame.depth % 2] ?? palette.background;
	context.fill();
	context.strokeStyle = palette.frameBorder;
	context.lineWidth = 1 / Math.max(zoom, 0.4);
	context.stroke();
}

/** Painted over the lines, which may run behind it. */
function paintFrameTitle({ context, zoom, palette }: Pen, frame: Frame): void {
	// Far away the title grows as far as its frame allows, so that large modules stay readable.
	const isNear = zoom >= 0.5;
	const size = isNear ? 12 : Math.min(12 / zoom, frame.width / 6, frame.height / 5, 160);
	if (size * zoom < 7) return;
	context.font = `600 ${size}px "Inter Variable", system-ui, sans-serif`;
	context.textBaseline = "middle";
	context.textAlign = "left";
	const [x, y] = isNear ? [frame.x + 12, frame.y + 15] : [frame.x + size * 0.7, frame.y + size];
	const title = fitted(context, frame.title, frame.width - 2 * (x - frame.x));
	context.fillStyle = palette.frames[frame.depth % 2] ?? palette.background;
	context.fillRect(x - 2, y - size * 0.7, context.measureText(title).width + 4, size * 1.4);
	context.fillStyle = palette.dim;
	context.fillText(title, x, y);
}

/** Lines that say something over those that don't. */
function paintAllLines(pen: Pen, lines: readonly Line[], { litValues, tint, grounds }: Marks): void {
	const { context, palette } = pen;
	const plain = lines.filter(({ value }) => !litValues.has(value));
	const colored = Map.groupBy(plain, (line) => tint?.lineColor(line));
	context.globalAlpha = tint ? dimmed : 1;
	paintLines(pen, colored.get(undefined) ?? [], palette.line, 1.1);
	context.globalAlpha = 1;
	for (const [color, some] of colored) if (color !== undefined) paintLines(pen, some, color, 1.8);
	const lit = lines.filter(({ value }) => litValues.has(value));
	paintLines(pen, lit, palette.accent, 2);
	const borders = grounds ? lines.filter(({ value }) => grounds.borders.has(value)) : [];
	paintLines(pen, borders, palette.text, 2.4);
}

/** How much of it is seen of what does not matter now. */
const dimmed = 0.45;

function paintLines({ context, zoom }: Pen, lines: readonly Line[], color: string, width: number): void {
	if (lines.length === 0) return;
	context.strokeStyle = color;
	context.lineWidth = width / Math.max(zoom, 0.3);
	context.lineJoin = "round";
	context.beginPath();
	const round = zoom > 0.25;
	for (const line of lines) (round ? traceRound : traceStraight)(context, line);
	context.stroke();
	if (zoom < 0.2) return;
	context.fillStyle = color;
	context.beginPath();
	for (const { points } of lines) traceHead(context, points);
	context.fill();
}

function traceStraight(context: CanvasRenderingContext2D, { points, drawFrom }: Line): void {
	const first = 2 * Math.min(drawFrom, points.length / 2 - 1);
	context.moveTo(points[first] ?? 0, points[first + 1] ?? 0);
	for (let i = first + 2; i < points.length; i += 2) context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
}

const cornerRadius = 7;

function traceRound(context: CanvasRenderingContext2D, { points, drawFrom }: Line): void {
	const first = 2 * Math.min(drawFrom, points.length / 2 - 1);
	let [x, y] = [points[first] ?? 0, points[first + 1] ?? 0];
	context.moveTo(x, y);
	for (let i = first + 2; i < points.length; i += 2) {
		const [toX = 0, toY = 0, nextX, nextY] = [points[i], points[i + 1], points[i + 2], points[i + 3]];
		if (nextX === undefined || nextY === undefined) context.lineTo(toX, toY);
		else {
			const room = Math.min(Math.hypot(toX - x, toY - y), Math.hypot(nextX - toX, nextY - toY)) / 2;
			context.arcTo(toX, toY, nextX, nextY, Math.min(cornerRadius, room));
		}
		[x, y] = [toX, toY];
	}
}

function traceHead(context: CanvasRenderingContext2D, points: Float32Array): void {
	const last = points.length - 2;
	const [x = 0, y = 0, beforeX = 0, beforeY = 0] = [points[last], points[last + 1], points[last - 2], points[last - 1]];
	const length = Math.hypot(x - beforeX, y - beforeY);
	if (length === 0) return;
	const [dx, dy] = [((x - beforeX) / length) * 7, ((y - beforeY) / length) * 7];
	context.moveTo(x, y);
	context.lineTo(x - dx - dy * 0.45, y - dy + dx * 0.45);
	context.lineTo(x - dx + dy * 0.45, y - dy - dx * 0.45);
	context.closePath();
}

/** Sizes beside the beginnings of lines. Lit ones come first, and one that would lie over another or over a card is left out. */
function paintLabels({ context, palette }: Pen, lines: readonly Line[], boxes: readonly Box[], marks: Marks): void {
	context.font = rowFont;
	context.textBaseline = "middle";
	context.textAlign = "left";
	const taken: Place[] = [...boxes];
	const isLit = ({ value }: Line) => marks.litValues.has(value);
	for (const line of [...lines.filter(isLit), ...lines.filter((one) => !isLit(one))]) {
		const [x, y, nextX, nextY] = line.points;
		if (
			line.label === "" ||
			line.drawFrom > 0 ||
			x === undefined ||
			y === undefined ||
			nextX === undefined ||
			nextY === undefined
		)
			continue;
		const text = fitted(context, line.label, 200);
		const isDown = nextY > y;
		const place = {
			x: (isDown ? x : Math.min(x, nextX)) + 4,
			y: y + (isDown ? 3 : -15),
			width: context.measureText(text).width + 4,
			height: 13,
		};
		if (taken.some((other) => overlap(other, place))) continue;
		taken.push(place);
		context.globalAlpha = 0.85;
		context.fillStyle = palette.background;
		context.fillRect(place.x, place.y, place.width, place.height);
		context.globalAlpha = 1;
		context.fillStyle = isLit(line) ? palette.accent : palette.faint;
		context.fillText(text, place.x + 2, place.y + 6.5);
	}
}

function paintBoxes(pen: Pen, boxes: readonly Box[], marks: Marks): void {
	const { context, zoom, palette } = pen;
	for (const box of boxes) {
		const ground = marks.grounds?.boxes.get(box.id)?.[0];
		const tint = marks.tint?.boxes.get(box.id);
		const isDim = marks.tint !== undefined && tint === undefined;
		context.globalAlpha = marks.doomed.has(box.id) ? 0.25 : isDim ? dimmed : 1;
		if (zoom < 0.18) paintFar(pen, box, tint ?? (ground && palette.ground[ground.ground].strong));
		else paintCard(pen, box, tint);
	}
	context.globalAlpha = 1;
	for (const box of boxes) {
		const problem = marks.problems.get(box.id);
		const isMarked = problem === "error" || problem === "warning";
		if (isMarked) ring(pen, box, palette[problem], 3, 2);
		const gap = isMarked ? 6 : 2;
		if (marks.found.has(box.id)) ring(pen, box, palette.accent, 2, gap);
		if (marks.selected.has(box.id)) ring(pen, box, palette.accent, 3, gap);
		else if (marks.hovered === box.id) ring(pen, box, palette.accent, 1.5, gap);
	}
}

/** A frame around a box; `width` and `gap` in screen px, so that it is seen from far away too. */
function ring({ context, zoom }: Pen, box: Place, color: string, width: number, screenGap: number): void {
	const px = 1 / Math.min(zoom, 1);
	const gap = screenGap * px;
	context.strokeStyle = color;
	context.lineWidth = width * px;
	context.beginPath();
	context.roundRect(box.x - gap, box.y - gap, box.width + 2 * gap, box.height + 2 * gap, 6 + gap);
	context.stroke();
}

function colorOf(box: Box, palette: Palette): string {
	if (box.kind === "node") return palette.category[box.category];
	return box.kind === "group" ? palette.dim : palette.end;
}

/** From far away a box is a spot of its colour, never so small that it vanishes. */
function paintFar({ context, palette, zoom }: Pen, box: Box, tint: string | undefined): void {
	context.fillStyle = tint ?? colorOf(box, palette);
	// What says something is seen from as far as the whole of a large network.
	const least = tint === undefined ? 2 : 5;
	context.fillRect(box.x, box.y, Math.max(box.width, least / zoom), Math.max(box.height, (least * 0.75) / zoom));
}

function paintCard(pen: Pen, box: Box, tint: string | undefined): void {
	const { context, palette, zoom } = pen;
	const radius = box.kind === "node" || box.kind === "group" ? 5 : card.endHeight / 2;
	context.beginPath();
	context.roundRect(box.x, box.y, box.width, box.height, radius);
	context.fillStyle = box.kind === "group" || box.kind === "node" ? palette.card : (tint ?? palette.end);
	context.fill();
	if (tint !== undefined && box.kind === "group") fillSoftly(context, tint);
	if (box.kind === "node") {
		context.beginPath();
		const isWhole = box.height <= card.headerHeight;
		context.roundRect(box.x, box.y, box.width, card.headerHeight, isWhole ? 5 : [5, 5, 0, 0]);
		context.fillStyle = tint ?? palette.category[box.category];
		context.fill();
	}
	context.strokeStyle = tint ?? palette.border;
	context.lineWidth = tint === undefined ? 1 : 1.5;
	context.beginPath();
	context.roundRect(box.x, box.y, box.width, box.height, radius);
	context.stroke();
	if (box.kind === "group") paintContents(pen, box);
	// From here on the card is an element of the page, which has the texts.
	if (zoom >= readableZoom) return;
	context.font = titleFont;
	context.textBaseline = "middle";
	const isGroup = box.kind === "group";
	context.textAlign = isGroup ? "left" : "center";
	context.fillStyle = isGroup ? palette.text : palette.onColor;
	const title = fitted(context, box.title, box.width - (isGroup ? 36 : 12));
	context.fillText(
		title,
		isGroup ? box.x + 26 : box.x + box.width / 2,
		box.y + (isGroup ? 17 : card.headerHeight / 2) + 0.5,
	);
}

function fillSoftly(context: CanvasRenderingContext2D, color: string): void {
	const { globalAlpha } = context;
	context.globalAlpha = globalAlpha * 0.16;
	context.fillStyle = color;
	context.fill();
	context.globalAlpha = globalAlpha;
}

/** A closed group shows what it holds as a bar of the categories' colours. */
function paintContents({ context, palette }: Pen, box: Extract<Box, { kind: "group" }>): void {
	const all = box.contents.reduce((sum, { count }) => sum + count, 0);
	if (all === 0) return;
	let x = box.x + 10;
	const room = box.width - 20;
	for (const { category, count } of box.contents) {
		const width = (room * count) / all;
		context.fillStyle = palette.category[category];
		context.fillRect(x, box.y + box.height - 9, width, 4);
		x += width;
	}
}

const fittings = new Map<string, string>();

/** The text, cut with an ellipsis where it is wider than the room. */
function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
	const key = `${context.font}|${Math.round(room)}|${text}`;
	const known = fittings.get(key);
	if (known !== undefined) return known;
	let cut = text;
	while (cut.length > 1 && context.measureText(cut === text ? cut : `${cut}…`).width > room) cut = cut.slice(0, -1);
	const result = cut === text ? text : `${cut}…`;
	if (fittings.size > 20_000) fittings.clear();
	fittings.set(key, result);
	return result;
}
