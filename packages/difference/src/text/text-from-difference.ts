import { indexOf, type Node } from "@suture/graph";
import type { ConstantChange } from "../constant-changes.ts";
import { type BodyDifference, type Difference, isSame, isSameBody } from "../difference.ts";
import { changeGroups, type OperatorCount, type RegionGroup, regionGroups } from "../groups.ts";
import type { HeaderChange } from "../header-changes.ts";
import { type InterfaceChange, typeText } from "../interface-changes.ts";
import { nodeName } from "../node-name.ts";
import { whereOf } from "../where.ts";
import { constantText } from "./value-text.ts";

/** Groups and constants that are listed of each kind. */
const shownGroups = 24;

/** A difference as people read it, short: counts, then what is alike together with one example. - went, + came, ~ is another,
 *  = has another name. Empty when there is none. */
export function textFromDifference(difference: Difference): string {
	if (isSame(difference)) return "";
	const [main] = difference.bodies;
	const lines = [
		...(main ? [countsLine(main)] : []),
		...difference.header.map(headerLine),
		...difference.functions.map(({ before, after }) => {
			const [sign, head] = before && after ? ["~", after] : before ? ["-", before] : ["+", after];
			return `${sign} function ${[head?.domain, head?.name].filter(Boolean).join(".")}`;
		}),
		...difference.bodies.flatMap((body) => {
			if (isSameBody(body)) return [];
			const where = whereOf(body);
			return where === undefined ? bodyLines(body) : [`in ${where}`, ...bodyLines(body).map((line) => `  ${line}`)];
		}),
	];
	return `${lines.join("\n")}\n`;
}

function countsLine({ before, after, partners, removed, added, changed, renamed }: BodyDifference): string {
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

function headerLine({ of, name, before, after }: HeaderChange): string {
	const title = of === "model" ? name : `${of} ${name}`;
	if (before === undefined) return `+ ${title}: ${cut(after ?? "")}`;
	if (after === undefined) return `- ${title}: ${cut(before)}`;
	return `~ ${title}: ${cut(before)} → ${cut(after)}`;
}

function bodyLines(body: BodyDifference): string[] {
	const groups = regionGroups(body);
	const kind = ({ removed, added }: RegionGroup) => (removed.length === 0 ? "+" : added.length === 0 ? "-" : "~");
	const byKind = Map.groupBy(groups, kind);
	const { groups: changes, led } = changeGroups(body);
	return [
		...body.inputs.map((change) => interfaceLine("input", change)),
		...body.outputs.map((change) => interfaceLine("output", change)),
		...listed(byKind.get("~") ?? [], (group) => regionLines(group, body)),
		...listed(byKind.get("-") ?? [], (group) => regionLines(group, body)),
		...listed(byKind.get("+") ?? [], (group) => regionLines(group, body)),
		...listed(changes, ({ operator, changes: all, phrase, example }) => [
			`~ ${times(all.length)}${operator}: ${phrase}`,
			`    ${all[0] ? nodeName(all[0].after) : ""}${example === undefined ? "" : `: ${example}`}`,
		]),
		...(led.length === 0
			? []
			: [`~ ${things(led.length, "node")} beside these ${led.length === 1 ? "takes" : "take"} other inputs`]),
		...constantLines(body),
		...renamedLines(body),
		...(body.annotated.length === 0 ? [] : [`~ doc string or metadata of ${things(body.annotated.length, "node")}`]),
	];
}

function listed<T>(items: readonly T[], lines: (item: T) => readonly string[]): string[] {
	const more = items.length - shownGroups;
	return [...items.slice(0, shownGroups).flatMap(lines), ...(more > 0 ? [`  … and ${count(more)} more`] : [])];
}

function interfaceLine(what: "input" | "output", { before, after, moved }: InterfaceChange): string {
	const text = (value: NonNullable<typeof before>) => `${value.name ?? ""}: ${typeText(value) ?? "no type"}`;
	if (!before) return `+ ${what} ${after ? text(after) : ""}`;
	if (!after) return `- ${what} ${text(before)}`;
	const isOther = text(before) !== text(after);
	return `~ ${what} ${text(before)}${isOther ? ` → ${text(after)}` : ""}${moved ? ", at another position" : ""}`;
}

function regionLines({ removed, added, regions }: RegionGroup, body: BodyDifference): string[] {
	const [first = { removed: [], added: [] }] = regions;
	const [was, is] = [operatorsText(removed), operatorsText(added)];
	const [from, to] = [nodesText(first.removed), nodesText(first.added)];
	if (removed.length > 0 && added.length > 0) {
		return [`~ ${times(regions.length)}${was} became ${is}`, `    ${from} → ${to}`];
	}
	if (added.length > 0) return [`+ ${times(regions.length)}${is}`, `    ${to}${beforeText(first.added, body.after)}`];
	return [`- ${times(regions.length)}${was}`, `    ${from}${beforeText(first.removed, body.before)}`];
}

function operatorsText(counts: readonly OperatorCount[]): string {
	const texts = counts.slice(0, 10).map(({ operator, times: n }) => (n === 1 ? operator : `${operator} × ${n}`));
	const rest = counts.slice(10).reduce((sum, one) => sum + one.times, 0);
	return [...texts, ...(rest > 0 ? [`and ${count(rest)} more`] : [])].join(", ");
}

function nodesText(nodes: readonly Node[]): string {
	const computed = nodes.filter(({ opType }) => opType !== "Constant");
	const names = (computed.length > 0 ? computed : nodes).map(nodeName);
	return names.length <= 3 ? names.join(", ") : `${names[0]} … ${names.at(-1)}`;
}

/** Who takes what some nodes make. */
function beforeText(nodes: readonly Node[], body: BodyDifference["before"]): string {
	const { uses, outputs } = indexOf(body);
	const own = new Set(nodes);
	const values = nodes.flatMap((node) => node.outputs);
	const taker = values.flatMap((value) => uses.get(value) ?? []).find(({ node }) => !own.has(node));
	if (taker) return `, before ${nodeName(taker.node)}`;
	const output = values.find((value) => outputs.has(value));
	return output === undefined ? "" : `, before output ${output}`;
}

function constantLines({ constants, removedInitializers, addedInitializers }: BodyDifference): string[] {
	const isReformed = ({ contents, before, after, error }: ConstantChange) =>
		contents === "equal" && !error && before.as !== after.as;
	const reformed = constants.filter(isReformed);
	const differing = constants.filter((one) => !isReformed(one)).toSorted((a, b) => weight(b) - weight(a));
	const names = (sign: string, list: typeof removedInitializers) => {
		if (list.length === 0) return [];
		const shown = list.slice(0, 3).map((one) => `${one.name}: ${constantText(one)}`);
		return [`${sign} ${things(list.length, "initializer")}`, `    ${shown.join("; ")}${list.length > 3 ? "; …" : ""}`];
	};
	const toNode = reformed.filter(({ after }) => after.as === "node").length;
	return [
		...names("-", removedInitializers),
		...names("+", addedInitializers),
		...listed(differing, (one) => [`~ ${constantLine(one)}`]),
		...(toNode > 0 ? [`~ ${things(toNode, "initializer")} became Constant nodes, with the same contents`] : []),
		...(reformed.length > toNode
			? [`~ ${things(reformed.length - toNode, "Constant node")} became initializers, with the same contents`]
			: []),
	];
}

function weight({ error }: ConstantChange): number {
	return error?.maxRelative ?? 0;
}

function constantLine({ before, after, contents, error }: ConstantChange): string {
	const name = before.name === after.name ? after.name : `${before.name} → ${after.name}`;
	const title = `${after.as === "node" ? "constant" : "initializer"} ${name}`;
	const [was, is] = [constantText(before), constantText(after)];
	const types = was === is ? was : `${was} → ${is}`;
	if (contents === "unread") return `${title}: ${types}, contents not compared`;
	if (!error || contents === "equal") return `${title}: ${types}${contents === "equal" ? ", the same values" : ""}`;
	const areShown = was !== is && was.includes("{") && is.includes("{");
	if (areShown) return `${title}: ${types}`;
	if (error.differing === 0) return `${title}: ${types}, the same values`;
	const relative = error.maxRelative === undefined ? "" : `, ${percent(error.maxRelative)} of the largest`;
	const some = `${count(error.differing)} of ${things(error.elements, "element")} ${error.differing === 1 ? "differs" : "differ"}`;
	return `${title}: ${types}; ${some} by up to ${Number(error.maxAbsolute.toPrecision(3))}${relative}`;
}

function percent(part: number): string {
	return part < 1000 ? `${Number((part * 100).toPrecision(2))} %` : `${part.toExponential(0)} times`;
}

function renamedLines({ renamed, renamedValues }: BodyDifference): string[] {
	const counts = [
		...(renamed.length === 0 ? [] : [things(renamed.length, "node")]),
		...(renamedValues.length === 0 ? [] : [things(renamedValues.length, "value")]),
	];
	if (counts.length === 0) return [];
	const examples = [
		...renamed.map(({ before, after }) => [before.name, after.name] as const),
		...renamedValues.map(({ before, after }) => [before, after] as const),
	];
	const shown = examples.slice(0, 3).map(([before, after]) => `    ${before || "no name"} → ${after || "no name"}`);
	return [`= ${counts.join(" and ")} renamed`, ...shown];
}

function times(n: number): string {
	return n === 1 ? "" : `${count(n)} × `;
}

function things(n: number, word: string): string {
	return `${count(n)} ${word}${n === 1 ? "" : "s"}`;
}

function count(n: number): string {
	return n.toLocaleString("en-US");
}

function cut(text: string): string {
	const [line = ""] = text.split("\n");
	return line.length > 80 || line !== text ? `${line.slice(0, 80)}…` : line;
}
