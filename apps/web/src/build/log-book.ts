import type { JobEvent, LogSeverity, NumberedEvent } from "@suture/protocol";
import { logSeverities } from "@suture/protocol";

/** A line of a build's log. What TensorRT says in several lines at once is as many of these, of one event. */
export interface LogLine {
	/** Of the event. */
	readonly seq: number;
	/** Which line of the event it is, from 0. */
	readonly part: number;
	/** Seconds since the builder started. */
	readonly t: number;
	readonly severity: LogSeverity;
	readonly text: string;
}

/** The log of a build as the page holds it: half a million lines, of which the ones that a person wants to see are known at any
 *  time. Components subscribe; they are told at most once a frame. */
export class LogBook {
	readonly #lines: LogLine[] = [];
	#shown: number[] = [];
	#fits = fitter({ severity: "verbose", text: "" });
	readonly #bySeverity: Record<LogSeverity, number> = {
		"internal-error": 0,
		error: 0,
		warning: 0,
		info: 0,
		verbose: 0,
	};
	#next = 0;
	#version = 0;
	readonly #listeners = new Set<() => void>();

	/** The number of the next event that is not here yet. */
	get next(): number {
		return this.#next;
	}

	/** Takes events in order; those that are here already are passed over, so that nothing can be here twice. */
	take(events: readonly NumberedEvent[]): NumberedEvent[] {
		const fresh = events.filter(({ seq }) => seq >= this.#next);
		for (const { seq, event } of fresh) {
			this.#next = seq + 1;
			if (event.kind === "log") this.#add(seq, event);
		}
		if (fresh.length > 0) this.#tell();
		return fresh;
	}

	setFilter(filter: LogFilter): void {
		this.#fits = fitter(filter);
		this.#shown = [];
		this.#lines.forEach((line, i) => {
			if (this.#fits(line)) this.#shown.push(i);
		});
		this.#tell();
	}

	/** Changes whenever something a component may show has changed. */
	version = (): number => this.#version;

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	get shownCount(): number {
		return this.#shown.length;
	}

	get count(): number {
		return this.#lines.length;
	}

	counts(): Readonly<Record<LogSeverity, number>> {
		return this.#bySeverity;
	}

	shownLine(position: number): LogLine | undefined {
		return this.#lines[this.#shown[position] ?? -1];
	}

	/** Where an event stands among the shown lines: its own first line, or the last one before it. */
	positionOf(seq: number): number {
		let [low, high] = [0, this.#shown.length];
		while (low < high) {
			const middle = (low + high) >> 1;
			if (isBefore(this.#lines[this.#shown[middle] ?? 0], seq)) low = middle + 1;
			else high = middle;
		}
		const isThere = this.shownLine(low)?.seq === seq;
		return isThere ? low : Math.max(0, low - 1);
	}

	#add(seq: number, { t, severity, text }: Extract<JobEvent, { kind: "log" }>): void {
		this.#bySeverity[severity]++;
		text.split("\n").forEach((one, part, all) => {
			if (one === "" && part > 0 && part === all.length - 1) return; // the text ended with its line
			const line = { seq, part, t, severity, text: one };
			const position = this.#lines.push(line) - 1;
			if (this.#fits(line)) this.#shown.push(position);
		});
	}

	#tell(): void {
		this.#version++;
		for (const listener of this.#listeners) listener();
	}
}

function isBefore(line: LogLine | undefined, seq: number): boolean {
	return line !== undefined && line.seq < seq;
}

export interface LogFilter {
	/** The least grave lines to show. */
	readonly severity: LogSeverity;
	/** Shown lines hold this text, whatever its case. */
	readonly text: string;
}

function fitter({ severity, text }: LogFilter): (line: LogLine) => boolean {
	const most = logSeverities.indexOf(severity);
	const wanted = text.toLowerCase();
	return (line) =>
		logSeverities.indexOf(line.severity) <= most && (wanted === "" || line.text.toLowerCase().includes(wanted));
}
