import fc from "fast-check";
import { expect, test } from "vitest";
import { MinHeap } from "./min-heap.ts";

test("values come out in the order of their keys", () => {
	fc.assert(
		fc.property(fc.array(fc.integer()), (keys) => {
			const heap = new MinHeap<number>();
			for (const key of keys) heap.push(key, key);
			expect(keys.map(() => heap.pop())).toEqual(keys.toSorted((a, b) => a - b));
			expect(heap.pop()).toBeUndefined();
		}),
	);
});
