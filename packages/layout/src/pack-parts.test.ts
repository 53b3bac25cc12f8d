import { expect, test } from "vitest";
import { packBlocks } from "./pack-parts.ts";

test("small things go beside a tall one, in a block", () => {
	const small = Array.from({ length: 100 }, () => ({ width: 100, height: 40 }));
	const { width, height, corners } = packBlocks([{ width: 1000, height: 20_000 }, ...small], 20);
	expect(height).toBe(20_000);
	expect(width).toBeLessThan(1000 + 1500);
	expect(corners[0]).toEqual({ x: 0, y: 0 });
	expect(Math.min(...corners.slice(1).map(({ x }) => x))).toBe(1020);
});

test("tall things stand side by side", () => {
	const tall = { width: 1000, height: 20_000 };
	expect(packBlocks([tall, tall, tall], 20)).toMatchObject({ width: 3040, height: 20_000 });
});
