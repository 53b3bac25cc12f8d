import { type Edit, graphFromText, textFromGraph } from "@suture/graph";
import { expect, test } from "vitest";
import {
	continued,
	graphAt,
	movedTo,
	performed,
	recipeOf,
	startTimeline,
	switched,
	type Timeline,
	without,
} from "./timeline.ts";

const nothing = () => undefined;

function start(): Timeline {
	const { graph } = graphFromText('g (float[2] x) => (float[2] z) { ["a"] y = Relu (x) ["b"] z = Neg (y) }');
	if (!graph) throw new Error("no graph");
	return startTimeline(graph);
}

function linesOf(timeline: Timeline): string {
	return textFromGraph(graphAt(timeline, timeline.done), { notes: false })
		.replace(/^[^{]*\{|\}\s*$/g, "")
		.replace(/\s+/g, " ")
		.trim();
}

const rename = (from: string, to: string): Edit => ({ do: "rename-node", node: { name: from }, name: to });
const change = (name: string, opType: string): Edit => ({ do: "set-operator", node: { name }, opType });

const done = (timeline: Timeline, ...steps: Edit[][]) =>
	steps.reduce((at, edits) => performed(at, edits, nothing).timeline, timeline);

test("steps, back and forth, and a new step forgets what was undone", () => {
	const two = done(start(), [change("a", "Abs")], [change("b", "Exp")]);
	expect(linesOf(two)).toBe("[a] y = Abs (x) [b] z = Exp (y)");
	expect(linesOf(movedTo(two, 0))).toBe("[a] y = Relu (x) [b] z = Neg (y)");
	expect(linesOf(movedTo(movedTo(two, 0), 2))).toBe(linesOf(two));
	const other = done(movedTo(two, 1), [rename("a", "first")]);
	expect(other.steps).toHaveLength(2);
});

test("a click does all or nothing", () => {
	const { timeline, problems } = performed(start(), [change("a", "Abs"), rename("nobody", "c")], nothing);
	expect(timeline.steps).toEqual([]);
	expect(problems.map(({ problem }) => problem.code)).toEqual(["edit/no-such-node"]);
	expect(performed(start(), [rename("a", "a")], nothing).timeline.steps).toEqual([]);
});

test("a step turned off leaves the others, says what no longer fits, and comes back as it was", () => {
	const all = done(start(), [rename("a", "first")], [change("first", "Abs")], [change("b", "Exp")]);
	const off = switched(all, 0, false, nothing);
	expect(linesOf(off)).toBe("[a] y = Relu (x) [b] z = Exp (y)");
	expect(off.steps.map(({ problems }) => problems.length)).toEqual([0, 1, 0]);
	expect(recipeOf(off)).toHaveLength(2);
	expect(linesOf(switched(off, 0, true, nothing))).toBe(linesOf(all));
	expect(linesOf(without(all, 2, nothing))).toBe("[first] y = Abs (x) [b] z = Neg (y)");
});

test("steps of an earlier visit come behind those that are there", () => {
	const again = continued(start(), done(start(), [change("a", "Abs")], [rename("b", "last")]).steps, nothing);
	expect(linesOf(again)).toBe("[a] y = Abs (x) [last] z = Neg (y)");
	expect(again.done).toBe(2);
});

test("a node that comes after an undo has an id of its own", () => {
	const add: Edit = { do: "replace-nodes", nodes: [], with: "k = Abs (x)" };
	const first = done(start(), [add]);
	const second = done(movedTo(first, 0), [{ ...add, with: "l = Exp (x)" }]);
	const idOf = (timeline: Timeline, output: string) =>
		[...graphAt(timeline, timeline.done).bodies.values()]
			.flatMap(({ nodes }) => nodes)
			.find(({ outputs }) => outputs.includes(output))?.id;
	expect(idOf(second, "l")).not.toBe(idOf(first, "k"));
});
