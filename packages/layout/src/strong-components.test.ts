import { expect, test } from "vitest";
import { strongComponents } from "./strong-components.ts";

test("vertices on a circle share a component, others do not", () => {
	const [a, b, c, d, e] = strongComponents([[1], [2], [0, 3], [4], []]);
	expect(b).toBe(a);
	expect(c).toBe(a);
	expect(new Set([a, d, e]).size).toBe(3);
});

test("a circle of 200,000 vertices does not overflow the stack", () => {
	const count = 200_000;
	const components = strongComponents(Array.from({ length: count }, (_, vertex) => [(vertex + 1) % count]));
	expect(new Set(components).size).toBe(1);
});
