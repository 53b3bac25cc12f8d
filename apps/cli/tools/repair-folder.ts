// Repairs models for a target and prints a table: node apps/cli/tools/repair-folder.ts TARGET OUT MODEL… [--allow assumes,…] [-v]
import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { repair } from "../src/verbs/repair.ts";

const words = process.argv.slice(2);
const flags = words.filter((word) => word.startsWith("-"));
const [target = "", out = "", ...models] = words.filter((word) => !word.startsWith("-"));
const allow =
	flags
		.find((flag) => flag.startsWith("--allow="))
		?.slice("--allow=".length)
		.split(",") ?? [];
mkdirSync(out, { recursive: true });
const write = process.stderr.write.bind(process.stderr);
if (!flags.includes("-v")) process.stderr.write = () => true;
let accepted = 0;
let verified = 0;
for (const model of models) {
	try {
		await row(model);
	} catch (error) {
		write(`${basename(model)}: ${error instanceof Error ? error.stack : error}\n`);
	}
}
console.log(
	`${accepted} of ${models.length} with nothing left that ${target} refuses; ${verified} give the same as before`,
);

async function row(model: string): Promise<void> {
	const { json } = await repair(model, {
		target,
		output: join(out, basename(model)),
		allow,
		verify: !flags.includes("--no-verify"),
	});
	const { nodesBefore, nodesAfter, seconds, steps, remaining, accepted: isAccepted } = json as unknown as Row;
	const proof = json["verified"] as { ok: boolean | null; maxRelativeError: number | null; reason?: string } | null;
	if (isAccepted) accepted++;
	if (proof?.ok) verified++;
	const fired = Map.groupBy(steps, ({ rule }) => rule);
	const rules = [...fired].map(
		([rule, all]) => `${rule} ${all.reduce((sum, { sentences }) => sum + sentences.length, 0)}`,
	);
	console.log(
		basename(model, ".onnx").padEnd(24),
		String(nodesBefore).padStart(5),
		String(nodesAfter).padStart(5),
		`${seconds.toFixed(1)} s`.padStart(7),
		(isAccepted ? "accepted" : `${remaining.length} left`).padEnd(9),
		proof?.ok
			? `same ${(proof.maxRelativeError ?? 0).toExponential(0)}`
			: `NOT PROVEN ${proof?.reason?.slice(0, 120) ?? proof?.maxRelativeError}`,
		"|",
		rules.join(", "),
	);
	const groups = Map.groupBy(
		remaining,
		({ operator, sentence, node }) => `${operator}: ${node ? sentence.replaceAll(node, "…") : sentence}`,
	);
	for (const [sentence, all] of groups) {
		const why = all[0]?.misses.map(({ rule, reason }) => `${rule}: ${reason}`).join(" ");
		console.log(`    ${all.length} × ${sentence} ${why}`);
	}
}

interface Row {
	readonly nodesBefore: number;
	readonly nodesAfter: number;
	readonly seconds: number;
	readonly accepted: boolean;
	readonly steps: readonly { readonly rule: string; readonly sentences: readonly string[] }[];
	readonly remaining: readonly {
		readonly node: string | null;
		readonly operator: string | null;
		readonly sentence: string;
		readonly misses: readonly { readonly rule: string; readonly reason: string }[];
	}[];
}
