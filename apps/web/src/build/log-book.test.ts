import type { LogSeverity, NumberedEvent } from "@suture/protocol";
import { expect, test } from "vitest";
import { LogBook } from "./log-book.ts";

function line(seq: number, severity: LogSeverity, text: string): NumberedEvent {
	return { seq, event: { kind: "log", t: seq / 10, severity, text } };
}

const some = [line(0, "info", "Start"), line(1, "verbose", "Parsing /a"), line(2, "error", "NonZero is refused")];

test("what comes twice after a reconnect is here once", () => {
	const book = new LogBook();
	expect(book.take(some).length).toBe(3);
	expect(book.take(some.slice(1)).length).toBe(0);
	expect([book.count, book.next]).toEqual([3, 3]);
});

test("a filter shows what is as grave and holds the text", () => {
	const book = new LogBook();
	book.take(some);
	book.setFilter({ severity: "info", text: "" });
	expect(book.shownCount).toBe(2);
	book.setFilter({ severity: "verbose", text: "PARSING" });
	expect(book.shownLine(0)?.seq).toBe(1);
	book.take([line(3, "verbose", "parsing /b"), line(4, "info", "other")]);
	expect(book.shownCount).toBe(2);
});

test("an event is found at its line, or at the last one shown before it", () => {
	const book = new LogBook();
	book.take(some);
	book.take([
		{ seq: 3, event: { kind: "memory", t: 1, residentBytes: 1, peakBytes: 1, gpuFreeBytes: null } },
		line(4, "info", "End"),
	]);
	expect([book.positionOf(2), book.positionOf(3), book.positionOf(4)]).toEqual([2, 2, 3]);
});

test("what is said in several lines at once is several lines of one event", () => {
	const book = new LogBook();
	book.take([line(0, "error", "--- Begin node ---\ninput: x\n"), line(1, "info", "next")]);
	expect([0, 1, 2].map((i) => book.shownLine(i)?.text)).toEqual(["--- Begin node ---", "input: x", "next"]);
	expect([book.count, book.positionOf(0), book.positionOf(1)]).toEqual([3, 0, 2]);
});
