// Draws a layout as SVG, to look at it:  node packages/layout/tools/draw.ts graph.json picture.svg [--flat] [--depth=2] [--right]
// graph.json is a LayoutInput; nodes may also have a `label`.
import { readFileSync, writeFileSync } from "node:fs";
import { layout } from "../src/index.ts";
import { measure } from "./measure.ts";
import { variant } from "./variant.ts";

const [from, to, ...options] = process.argv.slice(2);
if (from === undefined || to === undefined) throw new Error("Give a graph.json and a picture.svg.");
const input = variant(JSON.parse(readFileSync(from, "utf8")), options);
const started = performance.now();
const placed = layout(input);
const milliseconds = performance.now() - started;

const labels = new Map(
	(input.nodes as readonly { id: string; label?: string }[]).map((node) => [node.id, node.label ?? node.id]),
);
const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
const parts: string[] = [];
for (const [id, { x, y, width, height, open }] of placed.groups) {
	const label = escaped(id.split("/").at(-1) ?? id);
	parts.push(
		`<rect class="${open ? "open" : "closed"}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`,
	);
	parts.push(
		open
			? `<text class="head" x="${x + 10}" y="${y + 18}">${label}</text>`
			: `<text x="${x + width / 2}" y="${y + height / 2 + 4}">${label}</text>`,
	);
}
for (const line of placed.edges)
	parts.push(`<path class="${line.back ? "back" : "line"}" d="${rounded(line.points.subarray(2 * line.drawFrom))}"/>`);
for (const [id, { x, y, width, height }] of placed.nodes) {
	parts.push(`<rect class="node" x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/>`);
	parts.push(`<text x="${x + width / 2}" y="${y + height / 2 + 4}">${escaped(labels.get(id) ?? id)}</text>`);
}
const style = `text{font:12px sans-serif;text-anchor:middle;fill:#222}.head{text-anchor:start;fill:#567;font-weight:600}
.open{fill:#4682b40a;stroke:#9ab}.closed{fill:#e4ecf4;stroke:#579}.node{fill:#fff;stroke:#888}
path{fill:none;stroke:#5a6b7c;stroke-width:1.2}.back{stroke:#c0392b}`;
const margin = 20;
writeFileSync(
	to,
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${placed.width + 2 * margin} ${placed.height + 2 * margin}" width="${placed.width + 2 * margin}" height="${placed.height + 2 * margin}"><style>${style}</style><rect x="-20" y="-20" width="100%" height="100%" fill="#fafafa"/>${parts.join("\n")}</svg>`,
);
console.log(`${to}: ${Math.round(milliseconds)} ms`, JSON.stringify(measure(placed)));

/** An SVG path with its corners rounded. */
function rounded(points: Float64Array): string {
	const at = (index: number): [number, number] => [points[2 * index] ?? 0, points[2 * index + 1] ?? 0];
	const count = points.length / 2;
	let path = `M${at(0).join(" ")}`;
	for (let index = 1; index < count - 1; index++) {
		const [x, y] = at(index);
		const [fromX, fromY] = at(index - 1);
		const [toX, toY] = at(index + 1);
		const before = Math.hypot(x - fromX, y - fromY);
		const after = Math.hypot(toX - x, toY - y);
		const radius = Math.min(5, before / 2, after / 2);
		if (radius < 0.1) continue;
		path += `L${x - ((x - fromX) / before) * radius} ${y - ((y - fromY) / before) * radius}`;
		path += `Q${x} ${y} ${x + ((toX - x) / after) * radius} ${y + ((toY - y) / after) * radius}`;
	}
	return `${path}L${at(count - 1).join(" ")}`;
}
