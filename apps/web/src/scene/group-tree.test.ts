import { expect, test } from "vitest";
import { groupTree, openAtFirst } from "./group-tree.ts";

function treeOf(...paths: string[]) {
	return groupTree(paths.map((path, node) => ({ node, path: path.split("/").filter(Boolean), isDrawn: true })));
}

test("modules become groups, with their nodes counted", () => {
	const { groups, groupOf } = treeOf("a/x", "a/x", "a/y", "a/y", "");
	expect([...groups.values()].map(({ path, nodes, depth, parent }) => [path, nodes, depth, parent])).toEqual([
		["/a", 4, 0, undefined],
		["/a/x", 2, 1, "/a"],
		["/a/y", 2, 1, "/a"],
	]);
	expect(groupOf.get(2)).toBe("/a/y");
	expect(groupOf.has(4)).toBe(false);
});

test("a module of one node is left out, and its node belongs to the one around", () => {
	const { groups, groupOf } = treeOf("a/x", "a", "a");
	expect([...groups.keys()]).toEqual(["/a"]);
	expect(groupOf.get(0)).toBe("/a");
});

test("a module that only holds another is drawn with it as one", () => {
	const { groups } = treeOf("m/model/a", "m/model/a", "m/model/b", "m/model/b");
	expect([...groups.values()].map(({ title, depth }) => [title, depth])).toEqual([
		["m/model", 0],
		["a", 1],
		["b", 1],
	]);
});

test("constants that are not drawn make no module worth drawing", () => {
	const tree = groupTree([
		{ node: 0, path: ["a", "x"], isDrawn: true },
		{ node: 1, path: ["a", "x"], isDrawn: false },
		{ node: 2, path: ["a"], isDrawn: true },
	]);
	expect([...tree.groups.keys()]).toEqual(["/a"]);
	expect(tree.groupOf.get(1)).toBe("/a");
});

test("a small network opens all, a large one level by level", () => {
	const paths = Array.from({ length: 40 }, (_, i) => `a/${i % 2}/${i % 4}`);
	const tree = treeOf(...paths);
	const nodes = new Set(paths.keys());
	expect(openAtFirst(tree, nodes, 100).size).toBe(tree.groups.size);
	expect([...openAtFirst(tree, nodes, 8)].every((path) => (tree.groups.get(path)?.depth ?? 9) < 2)).toBe(true);
	expect(openAtFirst(tree, nodes, 0).size).toBe(0);
});
