import type { Level, Rule } from "./finding.ts";

/** Every rule, in the order in which they are tried at a node. */
export const rules: readonly Rule[] = [];

const levels: readonly Level[] = ["exact", "sizes", "fast-math"];

/** The rules that a level allows, without those that must be asked for by name. */
export function rulesOfLevel(level: Level): readonly Rule[] {
	return rules.filter((rule) => !rule.onRequest && levels.indexOf(rule.level) <= levels.indexOf(level));
}
