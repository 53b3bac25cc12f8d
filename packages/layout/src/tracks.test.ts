import { expect, test } from "vitest";
import { assignTracks, crossbar } from "./tracks.ts";

test("bars that do not meet share a track", () => {
	const bars = [crossbar([0], [50]), crossbar([100], [150])];
	expect(assignTracks(bars, 8)).toBe(1);
});

test("lines that go the same way nest without crossing", () => {
	const [left, right] = [crossbar([0], [100]), crossbar([50], [150])];
	assignTracks([left, right], 8);
	expect(right.track).toBeLessThan(left.track);
});

test("a line does not come down on the one that starts below it", () => {
	// The first ends where the second begins: drawn the other way round, both would run along x = 100.
	const [first, second] = [crossbar([0], [100]), crossbar([100], [200])];
	assignTracks([first, second], 8);
	expect(second.track).toBeLessThan(first.track);
});

test("bars that overlap never share a track, even a thousand of them", () => {
	const bars = Array.from({ length: 1000 }, (_, at) => crossbar([7 * at], [(7919 * at) % 7000]));
	assignTracks(bars, 8);
	for (const [index, bar] of bars.entries()) {
		for (const other of bars.slice(0, index)) {
			if (other.track === bar.track) expect(other.left >= bar.right || bar.left >= other.right).toBe(true);
		}
	}
});
