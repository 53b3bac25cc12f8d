import fc from "fast-check";
import { expect, test } from "vitest";
import { placesOf, withoutItems, withReplaced } from "./replace-items.ts";

test("few and many items are replaced, removed and found alike", () => {
	const some = fc.uniqueArray(fc.nat(59), { maxLength: 40 });
	fc.assert(
		fc.property(some, (chosen) => {
			const items = Array.from({ length: 50 }, (_, i) => ({ i }));
			const strangers = Array.from({ length: 10 }, () => ({ i: -1 }));
			const meant = chosen.map((i) => [...items, ...strangers][i] ?? { i: -1 });
			const by = new Map(meant.map((item) => [item, { i: item.i + 100 }]));
			expect(withReplaced(items, by)).toEqual(items.map((item) => by.get(item) ?? item));
			expect(withoutItems(items, new Set(meant))).toEqual(items.filter((item) => !meant.includes(item)));
			const places = items.flatMap((item, i) => (meant.includes(item) ? [[item, i] as const] : []));
			expect(placesOf(items, new Set(meant))).toEqual(new Map(places));
		}),
	);
});
