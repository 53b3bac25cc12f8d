// How long layouts take, and how good they are:  node packages/layout/tools/times.ts [graph.json …]
// Each file is a LayoutInput; it is laid out with all groups open, with those two deep closed, and flat. Best of three.
import { readFileSync } from "node:fs";
import { type LayoutInput, layout } from "../src/index.ts";
import { graphs } from "./graphs.ts";
import { measure } from "./measure.ts";
import { variant } from "./variant.ts";

const rows: Record<string, number | string>[] = [];

function time(name: string, input: LayoutInput, runs = 3): void {
	let best = Number.POSITIVE_INFINITY;
	let placed = layout(input);
	for (let run = 0; run < runs; run++) {
		const started = performance.now();
		placed = layout(input);
		best = Math.min(best, performance.now() - started);
	}
	const { width = 0, height = 0, ...rest } = measure(placed);
	rows.push({ name, nodes: input.nodes.length, ms: Math.round(best), size: `${width}×${height}`, ...rest });
}

const files = process.argv.slice(2);
for (const file of files) {
	const input = JSON.parse(readFileSync(file, "utf8"));
	const name = file.split("/").at(-1)?.replace(".json", "") ?? file;
	time(`${name} open`, variant(input, []));
	time(`${name} 2 deep`, variant(input, ["--depth=2"]));
	time(`${name} flat`, variant(input, ["--flat"]));
}
if (files.length === 0) {
	time("chain", graphs.chain(100_000), 1);
	time("wide", graphs.wide(10_000), 1);
	time("layered", graphs.layered(20_000), 1);
	time("residual", graphs.residual(20_000), 1);
	time("funnel", graphs.funnel(3_000), 1);
	time("loose", graphs.loose(2_000), 1);
	time("nested", graphs.nested(200), 1);
}
console.table(rows);
