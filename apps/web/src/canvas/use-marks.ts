import type { NodeId } from "@suture/graph";
import type { Severity } from "@suture/problems";
import { useMemo } from "react";
import { useStore } from "zustand";
import { useBuild } from "../build/use-build.ts";
import { usePlaceMarks } from "../find/use-place-marks.ts";
import type { BoxId } from "../scene/scene.ts";
import { useSearch } from "../search/search-store.ts";
import { simplifying } from "../simplify/simplify-store.ts";
import type { LocatedProblem } from "../surgeon/locate.ts";
import { targeting } from "../target/target-store.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { partMarks, verdictMarks } from "./ground-marks.ts";
import type { Marks } from "./marks.ts";
import type { Hit, SceneIndex } from "./scene-index.ts";

/** Everything that is lit on the picture, from the places that know it. */
export function useMarks(index: SceneIndex, hovered: Hit | undefined): Marks {
	const selection = useWorkspace((one) => one.selection);
	const picked = useWorkspace((one) => one.picked);
	const fileProblems = useWorkspace((one) => one.state?.problems);
	const foreseen = useStore(targeting, (one) => one.check?.problems);
	const buildProblems = useBuild((one) => one.problems);
	const hits = useSearch((one) => one.answer.hits);
	const doomed = useBuild((one) => one.doomed);
	const problems = useMemo(
		() => problemBoxes(index, [...(fileProblems ?? []), ...(foreseen ?? []), ...buildProblems]),
		[index, fileProblems, foreseen, buildProblems],
	);
	const lit = useStore(simplifying, (one) => one.lit);
	const litByTarget = useStore(targeting, (one) => one.lit);
	const places = usePlaceMarks();
	const found = useMemo(
		() => boxesOf(index, [...hits.map(({ node }) => node), ...lit, ...litByTarget, ...places.found]),
		[index, hits, lit, litByTarget, places],
	);
	const simplified = useStore(simplifying, ({ phase }) => (phase.at === "preview" ? phase.preview.gone : noNodes));
	const gone = useMemo(() => {
		// A module fades only when it goes as a whole, which nobody counts here.
		const single = [...boxesOf(index, [...simplified, ...places.gone])].filter((box) => box.startsWith("n"));
		return new Set([...boxesOf(index, doomed), ...single]);
	}, [index, doomed, simplified, places]);
	const target = useStore(targeting);
	const { split, check } = target.isOpen ? target : closed;
	const grounds = useMemo(
		() => (split ? partMarks(index, split.roles, split.boundaries) : check && verdictMarks(index, check.problems)),
		[index, split, check],
	);
	return useMemo(() => {
		const selected = new Set<BoxId>();
		const litValues = new Set<string>();
		const light = (box: BoxId) => {
			for (const { value } of index.linesOfBox.get(box) ?? []) litValues.add(value);
		};
		if (selection.kind === "node") selected.add(`n${selection.node}`);
		if (selection.kind === "nodes") for (const box of boxesOf(index, selection.nodes)) selected.add(box);
		if (selection.kind === "group") selected.add(`g${selection.path}`);
		for (const value of selection.kind === "value" ? [selection.value, ...picked] : picked) {
			litValues.add(value);
			selected.add(`o:${value}`).add(`i:${value}`);
		}
		for (const box of selected) light(box);
		for (const box of boxesOf(index, places.current)) selected.add(box);
		if (hovered?.kind === "line") litValues.add(hovered.line.value);
		if (hovered?.kind === "box") light(hovered.box.id);
		return {
			selected,
			hovered: hovered?.kind === "box" ? hovered.box.id : undefined,
			litValues,
			found,
			problems,
			doomed: gone,
			grounds,
		};
	}, [selection, picked, hovered, index, found, problems, gone, grounds, places]);
}

const closed = { split: undefined, check: undefined };
const noNodes: readonly NodeId[] = [];

/** The boxes in which nodes are seen; nodes of other bodies are in none. */
function boxesOf(index: SceneIndex, nodes: readonly NodeId[]): Set<BoxId> {
	return new Set(nodes.flatMap((node) => index.boxOfNode.get(node) ?? []));
}

const gravity = { error: 2, warning: 1, info: 0 } as const;

function problemBoxes(index: SceneIndex, problems: readonly LocatedProblem[]): Map<BoxId, Severity> {
	const found = new Map<BoxId, Severity>();
	for (const { node, problem } of problems) {
		const box = node === undefined ? undefined : index.boxOfNode.get(node);
		if (box === undefined) continue;
		const known = found.get(box);
		if (known === undefined || gravity[problem.severity] > gravity[known]) found.set(box, problem.severity);
	}
	return found;
}
