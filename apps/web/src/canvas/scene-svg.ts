import type { Category } from "@suture/ops";
import { card } from "../scene/card-size.ts";
import type { Box, Frame, Line, NodeBox, Row, Scene } from "../scene/scene.ts";

/** The colours that a picture needs, as CSS has them. */
export interface PictureColors {
	readonly background: string;
	readonly card: string;
	readonly border: string;
	readonly text: string;
	readonly dim: string;
	readonly faint: string;
	readonly line: string;
	readonly onColor: string;
	readonly end: string;
	readonly frames: readonly string[];
	readonly frameBorder: string;
	readonly category: Readonly<Record<Category, string>>;
}

const margin = 24;
const font = "Inter, 'Inter Variable', system-ui, sans-serif";

/** A whole scene as a drawing of its own, whatever is on the screen of it. */
export function svgOfScene({ width, height, frames, lines, boxes }: Scene, colors: PictureColors): string {
	const [w, h] = [Math.ceil(width + 2 * margin), Math.ceil(height + 2 * margin)];
	const parts = [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="${-margin} ${-margin} ${w} ${h}" font-family="${font}">`,
		`<rect x="${-margin}" y="${-margin}" width="${w}" height="${h}" fill="${colors.background}"/>`,
		...frames.map((frame) => frameRect(frame, colors)),
		`<g fill="none" stroke="${colors.line}" stroke-width="1.1" stroke-linejoin="round">${lines.map(linePath).join("")}</g>`,
		`<g fill="${colors.line}">${lines.map(({ points }) => arrowHead(points)).join("")}</g>`,
		...frames.map((frame) => frameTitle(frame, colors)),
		`<g font-size="11" fill="${colors.faint}">${lines.map(lineLabel).join("")}</g>`,
		...boxes.map((box) => boxDrawing(box, colors)),
		"</svg>",
	];
	return parts.join("\n");
}

// XML has no way to write most control characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escaped(text: string): string {
	return text
		.toWellFormed()
		.replace(unwritable, "\ufffd")
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;");
}

function frameRect({ x, y, width, height, depth }: Frame, { frames, frameBorder }: PictureColors): string {
	return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" fill="${frames[depth % frames.length]}" stroke="${frameBorder}"/>`;
}

function frameTitle({ x, y, width, title }: Frame, { dim }: PictureColors): string {
	return within({ x, y, width, height: card.frameHeader }, text(title, 12, 19, { size: 12, weight: 600, fill: dim }));
}

function linePath({ points, drawFrom }: Line): string {
	const first = Math.min(drawFrom, points.length / 2 - 1);
	const places: string[] = [];
	for (let i = 2 * first; i + 1 < points.length; i += 2) places.push(`${short(points[i])} ${short(points[i + 1])}`);
	return `<path d="M${places.join("L")}"/>`;
}

function short(number: number | undefined): string {
	return String(Math.round((number ?? 0) * 10) / 10);
}

function arrowHead(points: Float32Array): string {
	const [beforeX = 0, beforeY = 0, x = 0, y = 0] = points.subarray(-4);
	const length = Math.hypot(x - beforeX, y - beforeY);
	if (length === 0) return "";
	const [dx, dy] = [((x - beforeX) / length) * 7, ((y - beforeY) / length) * 7];
	const left = `${short(x - dx - dy * 0.45)} ${short(y - dy + dx * 0.45)}`;
	const right = `${short(x - dx + dy * 0.45)} ${short(y - dy - dx * 0.45)}`;
	return `<path d="M${short(x)} ${short(y)}L${left}L${right}Z"/>`;
}

function lineLabel({ label, points, drawFrom }: Line): string {
	const [x = 0, y = 0, nextX = 0, nextY = 0] = points;
	if (label === "" || drawFrom > 0) return "";
	const isDown = nextY > y;
	return `<text x="${short((isDown ? x : Math.min(x, nextX)) + 6)}" y="${short(y + (isDown ? 13 : -5))}">${escaped(label)}</text>`;
}

function boxDrawing(box: Box, colors: PictureColors): string {
	if (box.kind === "node") return within(box, nodeCard(box, colors));
	const { width, height } = box;
	if (box.kind === "group") {
		const title = text(box.title, 12, 21, { size: 13, weight: 600, fill: colors.text });
		const count = text(`${box.nodes} nodes`, 12, 37, { size: 11, fill: colors.dim });
		return within(box, `${outline(width, height, 5, colors.card, colors.border)}${title}${count}`);
	}
	const title = text(box.title, width / 2, height / 2 + 4.5, {
		...middle,
		size: 13,
		weight: 600,
		fill: colors.onColor,
	});
	return within(box, `${outline(width, height, height / 2, colors.end, colors.border)}${title}`);
}

function nodeCard({ width, height, title, name, rows, category }: NodeBox, colors: PictureColors): string {
	const head = card.headerHeight;
	const round = height <= head ? 5 : 0;
	const named = name === "" ? 0 : card.nameHeight;
	return [
		outline(width, height, 5, colors.card, colors.border),
		`<path d="M0 ${head - round}V5a5 5 0 0 1 5-5h${width - 10}a5 5 0 0 1 5 5v${head - 5 - round}${round ? `a5 5 0 0 1-5 5h${10 - width}a5 5 0 0 1-5-5` : ""}z" fill="${colors.category[category]}"/>`,
		text(title, width / 2, 17.5, { ...middle, size: 13, weight: 600, fill: colors.onColor }),
		named ? text(name, width / 2, head + 12, { ...middle, size: 11, fill: colors.dim }) : "",
		...rows.map((row, i) => rowTexts(row, width, head + named + 14 + i * card.rowHeight, colors)),
	].join("");
}

function rowTexts({ label, text: value }: Row, width: number, y: number, { dim, text: fill }: PictureColors): string {
	const end = text(value, width - card.padding, y, { size: 11, fill, anchor: "end" });
	return label === "" ? end : `${text(label, card.padding, y, { size: 11, fill: dim })}${end}`;
}

function outline(width: number, height: number, radius: number, fill: string, stroke: string): string {
	return `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`;
}

interface TextStyle {
	readonly size: number;
	readonly fill: string;
	readonly weight?: number;
	readonly anchor?: "middle" | "end";
}

const middle = { anchor: "middle" } as const;

function text(written: string, x: number, y: number, { size, fill, weight, anchor }: TextStyle): string {
	const more = `${weight === undefined ? "" : ` font-weight="${weight}"`}${anchor === undefined ? "" : ` text-anchor="${anchor}"`}`;
	return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${more}>${escaped(written)}</text>`;
}

/** A drawing with its own origin; what is too long for its place is cut off. */
function within(place: Omit<Frame, "path" | "title" | "nodes" | "depth">, drawing: string): string {
	const { x, y, width, height } = place;
	return `<svg x="${short(x)}" y="${short(y)}" width="${width}" height="${height}">${drawing}</svg>`;
}
