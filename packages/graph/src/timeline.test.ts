import fc from "fast-check";
import { expect, test } from "vitest";
import { graphOf } from "./edits/checking.ts";
import { editsOf, richText } from "./edits/random-edits.ts";
import {
	addSteps,
	applyEdits,
	type Edit,
	type Graph,
	goToMoment,
	graphAt,
	moveStep,
	performStep,
	recipeOf,
	removeStep,
	startTimeline,
	switchStep,
	type Timeline,
	textFromGraph,
} from "./index.ts";

function start(): Timeline {
	return startTimeline(graphOf('g (float[2] x) => (float[2] z) { ["a"] y = Relu (x) ["b"] z = Neg (y) }'));
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
	steps.reduce((at, edits) => performStep(at, edits).timeline, timeline);

test("steps, back and forth, and a new step forgets what was undone", () => {
	const two = done(start(), [change("a", "Abs")], [change("b", "Exp")]);
	expect(linesOf(two)).toBe("[a] y = Abs (x) [b] z = Exp (y)");
	expect(linesOf(goToMoment(two, 0))).toBe("[a] y = Relu (x) [b] z = Neg (y)");
	expect(linesOf(goToMoment(goToMoment(two, 0), 2))).toBe(linesOf(two));
	const other = done(goToMoment(two, 1), [rename("a", "first")]);
	expect(other.steps).toHaveLength(2);
});

test("a click does all or nothing", () => {
	const { timeline, problems } = performStep(start(), [change("a", "Abs"), rename("nobody", "c")]);
	expect(timeline.steps).toEqual([]);
	expect(problems.map(({ problem }) => problem.code)).toEqual(["edit/no-such-node"]);
	expect(performStep(start(), [rename("a", "a")]).timeline.steps).toEqual([]);
});

test("a step turned off leaves the others, says what no longer fits, and comes back as it was", () => {
	const all = done(start(), [rename("a", "first")], [change("first", "Abs")], [change("b", "Exp")]);
	const off = switchStep(all, 0, false);
	expect(linesOf(off)).toBe("[a] y = Relu (x) [b] z = Exp (y)");
	expect(off.steps.map(({ problems }) => problems.length)).toEqual([0, 1, 0]);
	expect(recipeOf(off)).toHaveLength(2);
	expect(linesOf(switchStep(off, 0, true))).toBe(linesOf(all));
	expect(linesOf(removeStep(all, 2))).toBe("[first] y = Abs (x) [b] z = Neg (y)");
});

test("steps of an earlier visit come behind those that are there", () => {
	const again = addSteps(start(), done(start(), [change("a", "Abs")], [rename("b", "last")]).steps);
	expect(linesOf(again)).toBe("[a] y = Abs (x) [last] z = Neg (y)");
	expect(again.done).toBe(2);
});

test("a node that comes after an undo has an id of its own", () => {
	const add: Edit = { do: "replace-nodes", nodes: [], with: "k = Abs (x)" };
	const first = done(start(), [add]);
	const second = done(goToMoment(first, 0), [{ ...add, with: "l = Exp (x)" }]);
	const idOf = (timeline: Timeline, output: string) =>
		[...graphAt(timeline, timeline.done).bodies.values()]
			.flatMap(({ nodes }) => nodes)
			.find(({ outputs }) => outputs.includes(output))?.id;
	expect(idOf(second, "l")).not.toBe(idOf(first, "k"));
});

const sentenceOfMove = (timeline: Timeline, from: number, to: number) => moveStep(timeline, from, to).refused?.sentence;

test("a step is moved past one that it has nothing to do with", () => {
	const two = done(start(), [change("a", "Abs")], [rename("b", "last")]);
	const { timeline } = moveStep(two, 1, 0);
	expect(timeline.steps.map(({ edits: [edit] }) => edit?.do)).toEqual(["rename-node", "set-operator"]);
	expect(linesOf(timeline)).toBe(linesOf(two));
	expect(linesOf(goToMoment(timeline, 1))).toBe("[a] y = Relu (x) [last] z = Neg (y)");
});

test("a step that needs another stays behind it, and one whose place decides what comes of it too", () => {
	const needs = done(start(), [rename("a", "first")], [change("first", "Abs")]);
	expect(moveStep(needs, 1, 0).timeline).toBe(needs);
	expect(sentenceOfMove(needs, 1, 0)).toContain("“Made first of the operator Abs” would not fit any more");
	const decides = done(start(), [change("a", "Abs")], [change("a", "Exp")]);
	expect(sentenceOfMove(decides, 0, 1)).toContain("in the end a would be different");
	const order = done(
		start(),
		[{ do: "add-output", value: "y", type: "float[2]" }],
		[{ do: "add-output", value: "x", type: "float[2]" }],
	);
	expect(sentenceOfMove(order, 0, 1)).toContain("the list of outputs would be different");
});

test("a step that is moved across the moment that is looked at begins or ceases to hold", () => {
	const three = done(start(), [change("a", "Abs")], [change("b", "Exp")], [rename("b", "last")]);
	const atOne = goToMoment(three, 1);
	expect(linesOf(moveStep(atOne, 1, 0).timeline)).toBe("[a] y = Abs (x) [b] z = Exp (y)");
	expect(linesOf(moveStep(atOne, 0, 2).timeline)).toBe("[a] y = Relu (x) [b] z = Neg (y)");
	expect(moveStep(atOne, 2, 1).timeline.done).toBe(1);
	expect(moveStep(goToMoment(three, 2), 0, 1).timeline.done).toBe(2);
	expect(moveStep(three, 0, 3).timeline).toBe(three);
});

/** All that can be read of a graph, whatever the order of its nodes and its metadata. */
function plain(graph: Graph): unknown {
	const ordered = applyEdits(graph, [{ do: "sort-nodes" }]).graph;
	return textFromGraph(ordered)
		.split(/[\n,[\]]+/)
		.map((part) => part.trim())
		.filter((part) => part !== "")
		.toSorted();
}

test("moves that are made keep the final graph, and the others change nothing", () => {
	const graph = graphOf(richText);
	let made = 0;
	fc.assert(
		fc.property(
			fc.array(editsOf(graph), { minLength: 2, maxLength: 8 }),
			fc.nat(7),
			fc.nat(7),
			fc.nat(8),
			(edits, from, to, moment) => {
				const all = done(startTimeline(graph), ...edits.map((edit) => [edit]));
				const before = goToMoment(all, moment);
				const { timeline, refused } = moveStep(before, from, to);
				if (refused || timeline === before) {
					expect(timeline).toBe(before);
					return;
				}
				made++;
				expect(plain(graphAt(timeline, timeline.steps.length))).toEqual(plain(graphAt(all, all.steps.length)));
				expect(timeline.steps.flatMap(({ problems }) => problems)).toEqual(
					expect.not.arrayContaining([
						expect.objectContaining({ problem: expect.objectContaining({ severity: "error" }) }),
					]),
				);
				expect(recipeOf(goToMoment(timeline, 99)).length).toBe(recipeOf(goToMoment(all, 99)).length);
			},
		),
		{ numRuns: 1000 },
	);
	expect(made).toBeGreaterThan(20);
});
