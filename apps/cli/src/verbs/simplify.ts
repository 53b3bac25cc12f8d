import { SutureError } from "@suture/problems";
import { type Level, type Rule, rules, rulesOfLevel } from "@suture/rewrite";
import type { Answer } from "../answer.ts";
import { byteLimit } from "../byte-limit.ts";
import { inputSizes } from "../input-sizes.ts";
import { rewriting } from "../rewriting.ts";
import type { FoldVerbOptions } from "./fold.ts";

interface SimplifyOptions extends FoldVerbOptions {
	readonly level?: string;
	readonly without?: readonly string[];
	readonly with?: readonly string[];
}

/** `simplify MODEL -o OUT`: folds, and rewrites where that changes no number. */
export async function simplify(path: string, options: SimplifyOptions): Promise<Answer> {
	const inputs = inputSizes(options.input);
	const level = levelFrom(options.level ?? (inputs ? "sizes" : "exact"));
	if (level === "sizes" && !inputs) {
		throw new SutureError("usage/bad-value", {
			option: "--level",
			value: level,
			wanted: "the sizes too, as in --input x=1x3x224x224",
		});
	}
	const added = named(options.with, "--with");
	const left = new Set(named(options.without, "--without"));
	return await rewriting(path, {
		output: options.output,
		rules: [...new Set([...rulesOfLevel(level), ...added])].filter((rule) => !left.has(rule)),
		inputs,
		limitBytes: byteLimit(options.limit),
		keepTraces: options.keepTraces ?? false,
		isVerified: options.verify,
	});
}

function levelFrom(text: string): Level {
	if (text === "exact" || text === "sizes" || text === "fast-math") return text;
	throw new SutureError("usage/bad-value", { option: "--level", value: text, wanted: "exact, sizes or fast-math" });
}

function named(names: readonly string[] = [], option: string): Rule[] {
	return names.map((name) => {
		const rule = rules.find((one) => one.name === name);
		if (!rule)
			throw new SutureError("usage/bad-value", {
				option,
				value: name,
				wanted: rules.map((one) => one.name).join(", "),
			});
		return rule;
	});
}
