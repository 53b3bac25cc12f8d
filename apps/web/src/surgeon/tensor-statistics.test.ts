import { expect, test } from "vitest";
import { statisticsOf } from "./tensor-statistics.ts";

test("numbers that are none are counted and left out", () => {
	const found = statisticsOf(Float32Array.of(1, Number.NaN, 3, Infinity, 0));
	expect(found).toMatchObject({ elements: 5, finite: 3, nan: 1, infinite: 1, zeros: 1, minimum: 0, maximum: 3 });
	expect(found.mean).toBeCloseTo(4 / 3);
	expect(found.standardDeviation).toBeCloseTo(Math.sqrt(14 / 9));
	expect(found.histogram.reduce((a, b) => a + b)).toBe(3);
});

test("equal values fall into one range", () => {
	expect(statisticsOf(BigInt64Array.of(5n, 5n)).histogram[0]).toBe(2);
});

test("an empty tensor has no mean", () => {
	expect(statisticsOf(new Float32Array(0)).mean).toBeNaN();
});
