/** A network of pipes between numbered points, of which the narrowest cut is asked. */
export class FlowNetwork {
	readonly #heads: number[] = [];
	readonly #room: number[] = [];
	/** Positions of the pipes that leave a point; a pipe and its way back stand side by side. */
	readonly #leaving: number[][] = [];

	/** Adds a point and gives its number. */
	addPoint(): number {
		return this.#leaving.push([]) - 1;
	}

	/** Adds a pipe. Capacities are whole numbers, so that the work ends. */
	addPipe(from: number, to: number, capacity: number): void {
		this.#leaving[from]?.push(this.#heads.push(to) - 1);
		this.#room.push(capacity);
		this.#leaving[to]?.push(this.#heads.push(from) - 1);
		this.#room.push(0);
	}

	/** The points on the source's side of a narrowest cut, as near to the source as there is one. By Dinic; points squared times
	 *  pipes at worst, near linear on graphs of networks. */
	cut(source: number, sink: number): ReadonlySet<number> {
		for (;;) {
			const levels = this.#levels(source);
			if (levels[sink] === undefined || levels[sink] < 0)
				return new Set(levels.flatMap((level, i) => (level >= 0 ? [i] : [])));
			this.#push(source, sink, levels);
		}
	}

	#levels(source: number): number[] {
		const levels = this.#leaving.map(() => -1);
		levels[source] = 0;
		const queue = [source];
		for (const at of queue) {
			for (const pipe of this.#leaving[at] ?? []) {
				const head = this.#heads[pipe] ?? 0;
				if ((this.#room[pipe] ?? 0) > 0 && (levels[head] ?? 0) < 0) {
					levels[head] = (levels[at] ?? 0) + 1;
					queue.push(head);
				}
			}
		}
		return levels;
	}

	/** Fills the shortest ways, one after the other, without recursion: a network may be ten thousand points deep. */
	#push(source: number, sink: number, levels: readonly number[]): void {
		const next = this.#leaving.map(() => 0);
		const way: number[] = [];
		for (let at = source; ; ) {
			if (at === sink) {
				const room = way.reduce((least, pipe) => Math.min(least, this.#room[pipe] ?? 0), Number.POSITIVE_INFINITY);
				for (const pipe of way) {
					this.#room[pipe] = (this.#room[pipe] ?? 0) - room;
					this.#room[pipe ^ 1] = (this.#room[pipe ^ 1] ?? 0) + room;
				}
				const full = way.findIndex((pipe) => this.#room[pipe] === 0);
				at = this.#heads[(way[full] ?? 0) ^ 1] ?? source;
				way.length = full;
				continue;
			}
			const pipe = this.#nextPipe(at, levels, next);
			if (pipe !== undefined) {
				way.push(pipe);
				at = this.#heads[pipe] ?? sink;
				continue;
			}
			const back = way.pop();
			if (back === undefined) return;
			at = this.#heads[back ^ 1] ?? source;
			next[at] = (next[at] ?? 0) + 1;
		}
	}

	#nextPipe(at: number, levels: readonly number[], next: number[]): number | undefined {
		const leaving = this.#leaving[at] ?? [];
		for (let i = next[at] ?? 0; i < leaving.length; i++) {
			const pipe = leaving[i] ?? 0;
			next[at] = i;
			if ((this.#room[pipe] ?? 0) > 0 && levels[this.#heads[pipe] ?? 0] === (levels[at] ?? 0) + 1) return pipe;
		}
		next[at] = leaving.length;
		return undefined;
	}
}
