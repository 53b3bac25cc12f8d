// Which models a target takes: as they are, simplified, repaired, and repaired with a split; as a table in Markdown.
// node apps/cli/tools/target-table.ts [--targets=tensorrt-8.4,tensorrt-10.6] [--seconds=120] FOLDER_OR_MODEL…
// Every verb runs in a process of its own, which ends after these seconds: a row then says so.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const words = process.argv.slice(2);
const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const targets = (
	option("targets") ??
	"tensorrt-7.2,tensorrt-8.0,tensorrt-8.4,tensorrt-8.6,tensorrt-10.6,tensorrt-11.2,tensorrt-rtx-1.7"
).split(",");
const timeout = 1000 * Number(option("seconds") ?? 120);
const folder = mkdtempSync(join(tmpdir(), "suture-table-"));

/** A target's answers to a model; undefined where a verb did not end in time. */
interface Row {
	readonly before: boolean | undefined;
	readonly simplified: boolean | undefined;
	readonly repaired: Repaired | undefined;
	/** Undefined also where nothing is left to split for. */
	readonly split: Repaired | undefined;
}

interface Repaired {
	readonly accepted: boolean;
	readonly steps: readonly { readonly rule: string; readonly sentences: readonly string[] }[];
	readonly remaining: readonly { readonly operator: string | null; readonly code: string }[];
	readonly verified: { readonly ok: boolean | null; readonly maxRelativeError: number | null } | null;
}

try {
	for (const target of targets) printTable(target);
} finally {
	rmSync(folder, { recursive: true, force: true });
}

function printTable(target: string): void {
	console.log(`\n## ${target}\n`);
	console.log("| model | as it was | simplified | repaired | split | largest error | rules | left |");
	console.log("|---|---|---|---|---|---|---|---|");
	const rows = modelsIn(words.filter((word) => !word.startsWith("--"))).map((model) => {
		const row = rowOf(model, target);
		console.log(lineOf(model, row));
		return row;
	});
	const count = (isTrue: (row: Row) => boolean | undefined) => rows.filter(isTrue).length;
	const totals = [
		`**${rows.length} models**`,
		count(({ before }) => before),
		count(({ simplified }) => simplified),
		count(({ repaired }) => repaired?.accepted),
		count(({ repaired, split }) => (split ?? repaired)?.accepted),
	];
	console.log(`| ${totals.join(" | ")} | | | |`);
}

function modelsIn(paths: readonly string[]): readonly string[] {
	return paths.flatMap((path) =>
		statSync(path).isDirectory()
			? readdirSync(path)
					.filter((name) => name.endsWith(".onnx"))
					.sort()
					.map((name) => join(path, name))
			: [path],
	);
}

function rowOf(model: string, target: string): Row {
	const output = join(folder, "out.onnx");
	const simplified = run("simplify", model, "-o", output, "--no-verify") && isTaken(output, target);
	const repaired = run<Repaired>("repair", model, "--target", target, "-o", output);
	const split =
		repaired?.accepted === false
			? run<Repaired>("repair", model, "--target", target, "-o", output, "--split")
			: undefined;
	return { before: isTaken(model, target), simplified, repaired, split };
}

function isTaken(model: string, target: string): boolean | undefined {
	const found = run<{ problems: readonly { severity: string; code: string }[] }>("check", model, "--target", target);
	return found?.problems.every(({ severity, code }) => severity !== "error" && code !== "tensorrt/different-numbers");
}

/** What a verb says with --json; undefined where it did not end in time or could not run. */
function run<Json extends object>(...verb: readonly string[]): Json | undefined {
	try {
		return JSON.parse(output(verb));
	} catch {
		return undefined;
	}
}

function output(verb: readonly string[]): string {
	try {
		return execFileSync(process.execPath, [main, ...verb, "--json"], {
			timeout,
			encoding: "utf8",
			maxBuffer: 2 ** 30,
			stdio: ["ignore", "pipe", "ignore"],
		});
	} catch (error) {
		// A verb that found problems ends with 1, and says them all the same.
		const { stdout } = error as { stdout?: unknown };
		return String(stdout ?? "");
	}
}

function lineOf(model: string, { before, simplified, repaired, split }: Row): string {
	const cells = [
		basename(model, ".onnx"),
		said(before),
		said(simplified),
		said(repaired?.accepted),
		repaired?.accepted ? "" : said(split?.accepted),
		errorOf(split ?? repaired),
		rulesOf(repaired),
		leftOf(repaired),
	];
	return `| ${cells.join(" | ")} |`;
}

function said(answer: boolean | undefined): string {
	return answer === undefined ? "no answer" : answer ? "taken" : "refused";
}

function errorOf(repaired: Repaired | undefined): string {
	if (!repaired?.verified) return "";
	const { ok, maxRelativeError } = repaired.verified;
	if (ok === null) return "not run";
	return `${ok ? "" : "DIFFERENT "}${(maxRelativeError ?? Number.NaN).toExponential(0)}`;
}

function rulesOf(repaired: Repaired | undefined): string {
	const counts = new Map<string, number>();
	for (const { rule, sentences } of repaired?.steps ?? []) counts.set(rule, (counts.get(rule) ?? 0) + sentences.length);
	return [...counts]
		.filter(([rule]) => rule !== "simplify" && rule !== "fold-constants")
		.map(([rule, count]) => `${rule} ${count}`)
		.join(", ");
}

function leftOf(repaired: Repaired | undefined): string {
	return [...new Set(repaired?.remaining.map(({ operator, code }) => operator ?? code))].join(", ");
}
