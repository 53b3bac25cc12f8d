import type { Node } from "@suture/graph";
import type { ConstantChange } from "./constant-changes.ts";
import type { Constant } from "./constants.ts";
import { type BodyDifference, type Difference, isSameBody } from "./difference.ts";
import { changeGroups, type RegionGroup, regionGroups } from "./groups.ts";
import { type InterfaceChange, typeText } from "./interface-changes.ts";
import { nodeName } from "./node-name.ts";
import type { Region } from "./regions.ts";
import { changePhrase } from "./text/change-phrase.ts";
import { constantLine, constantsByError, isReformed } from "./text/constant-line.ts";
import { count, things, times } from "./text/count-text.ts";
import { headerLine } from "./text/header-line.ts";
import { beforeText, nodesText, operatorsText } from "./text/nodes-text.ts";
import { constantText } from "./text/value-text.ts";
import { whereOf } from "./where.ts";

/** What a line tells of. Lines of one kind stand together. */
export type LineKind =
	| "model"
	| "interface"
	| "replaced"
	| "removed"
	| "added"
	| "changed"
	| "constants"
	| "renamed"
	| "annotated";

/** What is alike in a difference, said once. */
export interface DifferenceLine {
	readonly kind: LineKind;
	/** - went, + came, ~ is another, = has another name. */
	readonly sign: "-" | "+" | "~" | "=";
	readonly text: string;
	/** Examples, to stand below. */
	readonly details: readonly string[];
	/** Every place that it tells of; none when it tells of the model. */
	readonly places: readonly DifferencePlace[];
}

/** Where a line holds, on both sides. */
export interface DifferencePlace {
	readonly text: string;
	readonly before: PlaceSide;
	readonly after: PlaceSide;
}

export interface PlaceSide {
	readonly nodes: readonly Node[];
	/** Inputs, outputs and constants of the body. */
	readonly values: readonly string[];
}

export interface BodyLines {
	/** Undefined: what is around the graphs. */
	readonly body: BodyDifference | undefined;
	/** The body in words; undefined for main and for what is around the graphs. */
	readonly where: string | undefined;
	readonly lines: readonly DifferenceLine[];
}

/** A difference as lines that a person can read, each with its places, body by body. Bodies without a difference are left out. */
export function linesFromDifference({ header, functions, bodies }: Difference): BodyLines[] {
	const around = [
		...header.map(headerLine),
		...functions.map(({ before, after }): DifferenceLine => {
			const sign = before && after ? "~" : before ? "-" : "+";
			const head = after ?? before;
			return ofModel(sign, `function ${[head?.domain, head?.name].filter(Boolean).join(".")}`);
		}),
	];
	return [
		...(around.length === 0 ? [] : [{ body: undefined, where: undefined, lines: around }]),
		...bodies.flatMap((body) => (isSameBody(body) ? [] : { body, where: whereOf(body), lines: bodyLines(body) })),
	];
}

function ofModel(sign: DifferenceLine["sign"], text: string): DifferenceLine {
	return { kind: "model", sign, text, details: [], places: [] };
}

function bodyLines(body: BodyDifference): DifferenceLine[] {
	const groups = regionGroups(body);
	const isReplaced = ({ removed, added }: RegionGroup) => removed.length > 0 && added.length > 0;
	return [
		...body.inputs.map((change) => interfaceLine("input", change)),
		...body.outputs.map((change) => interfaceLine("output", change)),
		...groups.filter(isReplaced).map((group) => regionLine(group, body)),
		...groups.filter(({ added }) => added.length === 0).map((group) => regionLine(group, body)),
		...groups.filter(({ removed }) => removed.length === 0).map((group) => regionLine(group, body)),
		...changedLines(body),
		...constantLines(body),
		...renamedLines(body),
		...annotatedLines(body),
	];
}

function interfaceLine(what: "input" | "output", { before, after, moved }: InterfaceChange): DifferenceLine {
	const textOf = (value: NonNullable<typeof before>) => `${value.name ?? ""}: ${typeText(value) ?? "no type"}`;
	const [was, is] = [before && textOf(before), after && textOf(after)];
	const values = (value: typeof before): PlaceSide => ({ nodes: [], values: value ? [value.name ?? ""] : [] });
	const change = was !== undefined && is !== undefined && was !== is ? `${was} → ${is}` : (was ?? is ?? "");
	return {
		kind: "interface",
		sign: !before ? "+" : !after ? "-" : "~",
		text: `${what} ${change}${moved ? ", at another position" : ""}`,
		details: [],
		places: [{ text: (after ?? before)?.name ?? "", before: values(before), after: values(after) }],
	};
}

function regionLine({ removed, added, regions }: RegionGroup, body: BodyDifference): DifferenceLine {
	const [was, is] = [operatorsText(removed), operatorsText(added)];
	const places = regions.map((region) => ({
		text: regionText(region, body),
		before: { nodes: region.removed, values: [] },
		after: { nodes: region.added, values: [] },
	}));
	const rest = { details: places.slice(0, 1).map(({ text }) => text), places };
	const often = times(regions.length);
	if (added.length === 0) return { kind: "removed", sign: "-", text: `${often}${was}`, ...rest };
	if (removed.length === 0) return { kind: "added", sign: "+", text: `${often}${is}`, ...rest };
	return { kind: "replaced", sign: "~", text: `${often}${was} became ${is}`, ...rest };
}

function regionText({ removed, added }: Region, body: BodyDifference): string {
	if (removed.length === 0) return `${nodesText(added)}${beforeText(added, body.after)}`;
	if (added.length === 0) return `${nodesText(removed)}${beforeText(removed, body.before)}`;
	return `${nodesText(removed)} → ${nodesText(added)}`;
}

function changedLines(body: BodyDifference): DifferenceLine[] {
	const { groups, led } = changeGroups(body);
	const lines = groups.map(({ operator, changes, phrase, example }): DifferenceLine => {
		const isAlike = example === undefined;
		const places = changes.map((change) => {
			const name = nodeName(change.after);
			const text = isAlike ? name : `${name}: ${changePhrase(change, body).exact}`;
			return pairPlace(text, change.before, change.after);
		});
		const text = `${times(changes.length)}${operator}: ${phrase}`;
		return { kind: "changed", sign: "~", text, details: places.slice(0, 1).map((place) => place.text), places };
	});
	if (led.length === 0) return lines;
	const text = `${things(led.length, "node")} beside these ${led.length === 1 ? "takes" : "take"} other inputs`;
	const places = led.map(({ before, after }) => pairPlace(nodeName(after), before, after));
	return [...lines, { kind: "changed", sign: "~", text, details: [], places }];
}

function pairPlace(text: string, before: Node, after: Node): DifferencePlace {
	return { text, before: { nodes: [before], values: [] }, after: { nodes: [after], values: [] } };
}

function constantLines({ constants, removedInitializers, addedInitializers }: BodyDifference): DifferenceLine[] {
	const reformed = constants.filter(isReformed);
	const toNode = reformed.filter(({ after }) => after.as === "node");
	const toInitializer = reformed.filter(({ after }) => after.as !== "node");
	return [
		...initializersLine("-", removedInitializers),
		...initializersLine("+", addedInitializers),
		...constantsByError(constants.filter((one) => !isReformed(one))).map((one): DifferenceLine => {
			return { kind: "constants", sign: "~", text: constantLine(one), details: [], places: [constantPlace(one)] };
		}),
		...reformedLine(toNode, "initializer", "became Constant nodes, with the same contents"),
		...reformedLine(toInitializer, "Constant node", "became initializers, with the same contents"),
	];
}

function initializersLine(sign: "-" | "+", list: readonly Constant[]): DifferenceLine[] {
	if (list.length === 0) return [];
	const [here, none] = [(one: Constant) => ({ nodes: [], values: [one.name] }), { nodes: [], values: [] }];
	const places = list.map((one) => {
		const text = `${one.name}: ${constantText(one)}`;
		return sign === "-" ? { text, before: here(one), after: none } : { text, before: none, after: here(one) };
	});
	const shown = places.slice(0, 3).map(({ text }) => text);
	const details = [`${shown.join("; ")}${list.length > 3 ? "; …" : ""}`];
	return [{ kind: "constants", sign, text: things(list.length, "initializer"), details, places }];
}

function reformedLine(list: readonly ConstantChange[], word: string, what: string): DifferenceLine[] {
	if (list.length === 0) return [];
	const text = `${things(list.length, word)} ${what}`;
	return [{ kind: "constants", sign: "~", text, details: [], places: list.map(constantPlace) }];
}

function constantPlace({ before, after }: ConstantChange): DifferencePlace {
	return {
		text: after.name,
		before: { nodes: [], values: [before.name] },
		after: { nodes: [], values: [after.name] },
	};
}

function renamedLines({ renamed, renamedValues }: BodyDifference): DifferenceLine[] {
	const counts = [
		...(renamed.length === 0 ? [] : [things(renamed.length, "node")]),
		...(renamedValues.length === 0 ? [] : [things(renamedValues.length, "value")]),
	];
	if (counts.length === 0) return [];
	const textOf = (before: string, after: string) => `${before || "no name"} → ${after || "no name"}`;
	const places = [
		...renamed.map(({ before, after }) => pairPlace(textOf(before.name, after.name), before, after)),
		...renamedValues.map(({ before, after }) => ({
			text: textOf(before, after),
			before: { nodes: [], values: [before] },
			after: { nodes: [], values: [after] },
		})),
	];
	const details = places.slice(0, 3).map(({ text }) => text);
	return [{ kind: "renamed", sign: "=", text: `${counts.join(" and ")} renamed`, details, places }];
}

function annotatedLines({ annotated }: BodyDifference): DifferenceLine[] {
	if (annotated.length === 0) return [];
	const places = annotated.map(({ before, after }) => pairPlace(nodeName(after), before, after));
	const text = `doc string or metadata of ${things(annotated.length, "node")}`;
	return [{ kind: "annotated", sign: "~", text, details: [], places }];
}

/** The first line of a difference: how many nodes there are, and what became of them. */
export function countsLine({ before, after, partners, removed, added, changed, renamed }: BodyDifference): string {
	const parts = [
		`${count(partners.size)} kept`,
		...[
			[changed, "changed"] as const,
			[renamed, "renamed"] as const,
			[removed, "removed"] as const,
			[added, "added"] as const,
		].flatMap(([list, word]) => (list.length === 0 ? [] : [`${count(list.length)} ${word}`])),
	];
	return `nodes ${count(before.nodes.length)} → ${count(after.nodes.length)}: ${parts.join(", ")}`;
}
