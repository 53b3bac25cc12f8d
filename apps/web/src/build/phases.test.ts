import { expect, test } from "vitest";
import { type Phase, phasesAfter, shareDone } from "./phases.ts";

function after(
	...events: [
		at: "start" | "step" | "finish",
		name: string,
		parent?: string | undefined,
		steps?: number,
		step?: number,
	][]
): readonly Phase[] {
	let phases: readonly Phase[] = [];
	for (const [at, name, parent, steps, step] of events) {
		phases = phasesAfter(phases, {
			kind: "phase",
			t: 1,
			at,
			name,
			parent: parent ?? null,
			steps: steps ?? null,
			step: step ?? null,
		});
	}
	return phases;
}

test("phases nest by their parents, and an end takes what is inside along", () => {
	const running = after(
		["start", "build", undefined, 4],
		["start", "optimize", "build", 2],
		["start", "fuse", "optimize", 1],
	);
	expect(running.map(({ name, depth }) => [name, depth])).toEqual([
		["build", 0],
		["optimize", 1],
		["fuse", 2],
	]);
	expect(
		phasesAfter(running, { kind: "phase", t: 2, at: "finish", name: "optimize", parent: null, steps: 2, step: 1 }).map(
			({ name }) => name,
		),
	).toEqual(["build"]);
});

test("a phase beside another takes its place", () => {
	const running = after(["start", "build", undefined, 4], ["start", "a", "build", 1], ["start", "b", "build", 1]);
	expect(running.map(({ name }) => name)).toEqual(["build", "b"]);
});

test("the share counts steps of the outer phase and of the inner within one", () => {
	const running = after(
		["start", "build", undefined, 4],
		["step", "build", undefined, 4, 1],
		["start", "in", "build", 2],
		["step", "in", "build", 2, 0],
	);
	expect(shareDone(running)).toBeCloseTo(2 / 4 + 1 / 4 / 2);
	expect(shareDone([])).toBeUndefined();
});
