/** A network of pipes between numbered points, of which the narrowest cut is asked. */
export class FlowNetwork {
	readonly #tails: number[] = [];
	readonly #heads: number[] = [];
	readonly #capacities: number[] = [];
	#points = 0;

	/** Adds a point and gives its number. */
	addPoint(): number {
		return this.#points++;
	}

	/** Adds a pipe. Capacities are whole numbers, whose sum a number holds exactly. */
	addPipe(from: number, to: number, capacity: number): void {
		// A pipe and its way back stand side by side.
		this.#tails.push(from, to);
		this.#heads.push(to, from);
		this.#capacities.push(capacity, 0);
	}

	/** The points on the source's side of a narrowest cut. */
	cut(source: number, sink: number): ReadonlySet<number> {
		const flow = new Preflow(this.#points, this.#tails, this.#heads, this.#capacities, source, sink);
		return flow.sourceSide();
	}
}

/** Goldberg and Tarjan's push-relabel, highest point first, up to the greatest preflow: that is all that a cut needs. What flows stands
 *  at points and is pushed down to lower ones; a point that can't push is raised. Heights are set to the distances from the sink now and
 *  then, so that deep networks take little more than one way down. */
class Preflow {
	readonly #points: number;
	readonly #sink: number;
	readonly #heads: Int32Array;
	readonly #room: Float64Array;
	/** Pipes in the order of the points that they leave; of point i those from #first[i] to #first[i + 1]. */
	readonly #pipes: Int32Array;
	readonly #first: Int32Array;
	readonly #next: Int32Array;
	readonly #height: Int32Array;
	readonly #excess: Float64Array;
	/** Points where something stands, by height, each list linked. */
	readonly #top: Int32Array;
	readonly #below: Int32Array;
	#highest = 0;
	#raisedSince = 0;

	constructor(
		points: number,
		tails: readonly number[],
		heads: readonly number[],
		capacities: readonly number[],
		source: number,
		sink: number,
	) {
		this.#points = points;
		this.#sink = sink;
		this.#heads = Int32Array.from(heads);
		this.#room = Float64Array.from(capacities);
		this.#first = new Int32Array(points + 1);
		for (const tail of tails) this.#first[tail + 1] = at(this.#first, tail + 1) + 1;
		for (let i = 0; i < points; i++) this.#first[i + 1] = at(this.#first, i + 1) + at(this.#first, i);
		this.#next = this.#first.slice(0, points);
		this.#pipes = new Int32Array(tails.length);
		tails.forEach((tail, pipe) => {
			const place = at(this.#next, tail);
			this.#pipes[place] = pipe;
			this.#next[tail] = place + 1;
		});
		this.#height = new Int32Array(points);
		this.#excess = new Float64Array(points);
		this.#top = new Int32Array(points + 1);
		this.#below = new Int32Array(points);
		this.#fill(source);
		this.#run();
	}

	/** Points from which nothing reaches the sink any more. */
	sourceSide(): ReadonlySet<number> {
		this.#measureHeights();
		return new Set(Array.from(this.#height.keys()).filter((point) => at(this.#height, point) === this.#points));
	}

	#fill(source: number): void {
		for (let i = at(this.#first, source); i < at(this.#first, source + 1); i++) {
			const pipe = at(this.#pipes, i);
			const head = at(this.#heads, pipe);
			this.#excess[head] = at(this.#excess, head) + at(this.#room, pipe);
			this.#room[pipe ^ 1] = at(this.#room, pipe ^ 1) + at(this.#room, pipe);
			this.#room[pipe] = 0;
		}
		this.#excess[source] = 0;
	}

	#run(): void {
		this.#measureHeights();
		for (;;) {
			while (this.#highest >= 0 && at(this.#top, this.#highest) < 0) this.#highest--;
			if (this.#highest < 0) return;
			const point = at(this.#top, this.#highest);
			this.#top[this.#highest] = at(this.#below, point);
			this.#empty(point);
			if (this.#raisedSince > this.#points) this.#measureHeights();
		}
	}

	/** Pushes all that stands at a point down, raising it as often as that takes; what can't reach the sink stays. */
	#empty(point: number): void {
		const end = at(this.#first, point + 1);
		while (at(this.#excess, point) > 0) {
			if (at(this.#next, point) === end) {
				if (!this.#raise(point)) return;
				continue;
			}
			const pipe = at(this.#pipes, at(this.#next, point));
			const head = at(this.#heads, pipe);
			if (at(this.#room, pipe) > 0 && at(this.#height, point) === at(this.#height, head) + 1)
				this.#push(point, pipe, head);
			else this.#next[point] = at(this.#next, point) + 1;
		}
	}

	#push(point: number, pipe: number, head: number): void {
		const amount = Math.min(at(this.#excess, point), at(this.#room, pipe));
		this.#room[pipe] = at(this.#room, pipe) - amount;
		this.#room[pipe ^ 1] = at(this.#room, pipe ^ 1) + amount;
		this.#excess[point] = at(this.#excess, point) - amount;
		if (at(this.#excess, head) === 0) this.#wake(head);
		this.#excess[head] = at(this.#excess, head) + amount;
	}

	/** Tells whether the point can still push. */
	#raise(point: number): boolean {
		let lowest = this.#points;
		for (let i = at(this.#first, point); i < at(this.#first, point + 1); i++) {
			const pipe = at(this.#pipes, i);
			if (at(this.#room, pipe) > 0) lowest = Math.min(lowest, at(this.#height, at(this.#heads, pipe)) + 1);
		}
		this.#height[point] = lowest;
		this.#next[point] = at(this.#first, point);
		this.#raisedSince++;
		return lowest < this.#points;
	}

	/** Puts a point where something stands into the list of its height. */
	#wake(point: number): void {
		const height = at(this.#height, point);
		if (point === this.#sink || height >= this.#points) return;
		this.#below[point] = at(this.#top, height);
		this.#top[height] = point;
		this.#highest = Math.max(this.#highest, height);
	}

	/** Sets each height to the distance from the sink; as high as there are points where nothing reaches it. */
	#measureHeights(): void {
		this.#height.fill(this.#points);
		this.#height[this.#sink] = 0;
		const queue = [this.#sink];
		for (const point of queue) {
			for (let i = at(this.#first, point); i < at(this.#first, point + 1); i++) {
				const pipe = at(this.#pipes, i);
				const head = at(this.#heads, pipe);
				if (at(this.#room, pipe ^ 1) === 0 || at(this.#height, head) < this.#points) continue;
				this.#height[head] = at(this.#height, point) + 1;
				queue.push(head);
			}
		}
		this.#raisedSince = 0;
		this.#highest = -1;
		this.#top.fill(-1);
		this.#next.set(this.#first.subarray(0, this.#points));
		for (let point = 0; point < this.#points; point++) if (at(this.#excess, point) > 0) this.#wake(point);
	}
}

/** An element that is there: indices are points and pipes. */
function at(array: Int32Array | Float64Array, i: number): number {
	return array[i] as number;
}
