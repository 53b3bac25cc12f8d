import { MinHeap } from "./min-heap.ts";

/** A number to find, with the arcs that bound it. */
export interface Vertex {
	rank: number;
	readonly arcs: Arc[];
	/** The arcs of the spanning tree here, and the one of them that leads to the root. */
	readonly tree: Arc[];
	up: Arc | undefined;
	/** Weight of the arcs out minus that of the arcs in, summed over this vertex and all below it in the tree. */
	pull: number;
	/** The last walk that came by here. */
	seen: number;
}

/** head.rank must be at least tail.rank + length; each rank more costs `weight`. */
interface Arc {
	readonly tail: Vertex;
	readonly head: Vertex;
	readonly length: number;
	readonly weight: number;
}

export function vertex(): Vertex {
	return { rank: 0, arcs: [], tree: [], up: undefined, pull: 0, seen: -1 };
}

export function connect(tail: Vertex, head: Vertex, length: number, weight: number): void {
	const arc: Arc = { tail, head, length, weight };
	tail.arcs.push(arc);
	head.arcs.push(arc);
}

// About a second.
const MOST_STEPS = 6e6;

/** Lowers the total cost of ranks that satisfy every arc to the least: the network simplex method on the dual (Gansner,
 *  Koutsofios, North, Vo 1993).
 *  Stops after about `effort` steps per vertex and arc, and earlier on huge graphs, so that it stays linear: ranks then
 *  satisfy every arc, but may cost more than the least. */
export function minimizeRanks(vertices: readonly Vertex[], effort: number): void {
	const joined = new Set<Vertex>();
	const treeArcs: Arc[] = [];
	let size = 0;
	for (const each of vertices) {
		size += 1 + each.arcs.length;
		if (joined.has(each)) continue;
		growTightTree(each, joined);
		for (const arc of hangTree(each)) treeArcs.push(arc);
	}
	improve(treeArcs, Math.min(effort * size, MOST_STEPS + 5 * size));
}

/** Puts every vertex as early as its arcs allow. The arcs must not form a circle. O(V + E). */
export function rankByLongestPath(vertices: readonly Vertex[]): void {
	const waiting = new Map<Vertex, number>();
	const ready: Vertex[] = [];
	for (const each of vertices) {
		each.rank = 0;
		let inward = 0;
		for (const arc of each.arcs) if (arc.head === each) inward++;
		if (inward === 0) ready.push(each);
		else waiting.set(each, inward);
	}
	for (let each = ready.pop(); each !== undefined; each = ready.pop()) {
		for (const { tail, head, length } of each.arcs) {
			if (tail !== each) continue;
			head.rank = Math.max(head.rank, each.rank + length);
			const left = (waiting.get(head) ?? 1) - 1;
			waiting.set(head, left);
			if (left === 0) ready.push(head);
		}
	}
}

/** Joins vertices one by one with the arc that needs the least shift, of several the heaviest. The joined ones shift
 *  together: `shift` stands for that, so that no rank is touched twice. O(E log E). */
function growTightTree(root: Vertex, joined: Set<Vertex>): void {
	const outward = new MinHeap<Arc>();
	const inward = new MinHeap<Arc>();
	const here: Vertex[] = [];
	let shift = 0;
	const join = (each: Vertex): void => {
		each.rank -= shift;
		joined.add(each);
		here.push(each);
		for (const arc of each.arcs) {
			const heap = arc.tail === each ? outward : inward;
			// Far less than any slack that matters; it only decides between equals.
			if (!joined.has(otherEnd(arc, each))) heap.push(slack(arc) - 1e-6 * Math.min(arc.weight, 100), arc);
		}
	};
	const next = (heap: MinHeap<Arc>): Arc | undefined => {
		for (let arc = heap.peek()?.value; arc !== undefined; arc = heap.peek()?.value) {
			if (!(joined.has(arc.tail) && joined.has(arc.head))) return arc;
			heap.pop();
		}
		return undefined;
	};
	join(root);
	for (;;) {
		const out = next(outward);
		const into = next(inward);
		const slackOut = out === undefined ? Number.POSITIVE_INFINITY : slack(out) - shift;
		const slackIn = into === undefined ? Number.POSITIVE_INFINITY : slack(into) + shift;
		const arc = slackOut <= slackIn ? out : into;
		if (arc === undefined) break;
		shift += slackOut <= slackIn ? slackOut : -slackIn;
		arc.tail.tree.push(arc);
		arc.head.tree.push(arc);
		join(joined.has(arc.tail) ? arc.head : arc.tail);
	}
	for (const each of here) each.rank += shift;
}

/** Finds every vertex's way to the root and sums up pulls; returns the tree's arcs. O(V + E). */
function hangTree(root: Vertex): Arc[] {
	const order = [root];
	const treeArcs: Arc[] = [];
	for (const each of order) {
		each.pull = 0;
		for (const { tail, weight } of each.arcs) each.pull += tail === each ? weight : -weight;
		for (const arc of each.tree) {
			if (arc === each.up) continue;
			const below = otherEnd(arc, each);
			below.up = arc;
			order.push(below);
			treeArcs.push(arc);
		}
	}
	for (const each of order.reverse()) {
		const above = parentOf(each);
		if (above !== undefined) above.pull += each.pull;
	}
	return treeArcs;
}

function otherEnd({ tail, head }: Arc, each: Vertex): Vertex {
	return tail === each ? head : tail;
}

function parentOf(each: Vertex): Vertex | undefined {
	return each.up === undefined ? undefined : otherEnd(each.up, each);
}

function lowerEnd(arc: Arc): Vertex {
	return arc.tail.up === arc ? arc.tail : arc.head;
}

/** What lengthening a tree arc by one rank would cost; below zero, it pays. */
function cutValue(arc: Arc): number {
	const below = lowerEnd(arc);
	return below === arc.tail ? below.pull : -below.pull;
}

function slack({ tail, head, length }: Arc): number {
	return head.rank - tail.rank - length;
}

/** Lengthens tree arcs as long as one pays. Steps are counted, not timed, so that the result can be had again. */
function improve(treeArcs: Arc[], budget: number): void {
	let left = budget;
	let walks = 0;
	let sinceLast = 0;
	for (let at = 0; sinceLast < treeArcs.length && left > 0; at = (at + 1) % treeArcs.length) {
		const leaving = treeArcs[at];
		if (leaving === undefined) return;
		left--;
		sinceLast++;
		// Weights may be fractions, whose sums are not exact; less than this is nothing.
		if (cutValue(leaving) > -1e-9) continue;
		const tailWalk = ++walks;
		const side = smallerSide(leaving, tailWalk, ++walks);
		const entering = leastSlackAcross(side, leaving);
		left -= side.steps;
		if (entering === undefined) continue;
		const shift = side.holdsTail ? -slack(entering) : slack(entering);
		for (const each of side.vertices) each.rank += shift;
		left -= exchange(leaving, entering, side, ++walks);
		treeArcs[at] = entering;
		sinceLast = 0;
	}
}

/** One of the two trees that remain without an arc. Its vertices, and no others, were last seen by its walk. */
interface Side {
	readonly vertices: readonly Vertex[];
	readonly holdsTail: boolean;
	readonly walk: number;
	/** How many steps it took to find. */
	readonly steps: number;
}

/** Walks both sides, always on where it took less so far, until one is complete. */
function smallerSide(leaving: Arc, tailWalk: number, headWalk: number): Side {
	const tailSide = { vertices: [leaving.tail], holdsTail: true, walk: tailWalk, steps: 0, next: 0 };
	const headSide = { vertices: [leaving.head], holdsTail: false, walk: headWalk, steps: 0, next: 0 };
	leaving.tail.seen = tailWalk;
	leaving.head.seen = headWalk;
	for (;;) {
		const side = tailSide.steps <= headSide.steps ? tailSide : headSide;
		const each = side.vertices[side.next++];
		if (each === undefined) return side;
		side.steps += each.tree.length + each.arcs.length;
		extend(side.vertices, each, side.walk, leaving);
	}
}

/** Adds the neighbours of a vertex that the walk has not seen. */
function extend(side: Vertex[], each: Vertex, walk: number, leaving: Arc): void {
	for (const arc of each.tree) {
		const next = otherEnd(arc, each);
		if (arc === leaving || next.seen === walk) continue;
		next.seen = walk;
		side.push(next);
	}
}

/** Of the arcs that lead across the cut against the leaving one, the one that allows the least shift. */
function leastSlackAcross({ vertices, holdsTail, walk }: Side, leaving: Arc): Arc | undefined {
	let best: Arc | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const each of vertices) {
		for (const arc of each.arcs) {
			if ((holdsTail ? arc.head : arc.tail) !== each || arc === leaving) continue;
			if (otherEnd(arc, each).seen === walk || slack(arc) >= least) continue;
			best = arc;
			least = slack(arc);
		}
	}
	return best;
}

/** Swaps one tree arc for another and repairs ways and pulls; returns how many vertices that took. */
function exchange(leaving: Arc, entering: Arc, side: Side, walk: number): number {
	const below = lowerEnd(leaving);
	const movedIsBelow = (below === leaving.tail) === side.holdsTail;
	const inner = (entering.tail.seen === side.walk) === movedIsBelow ? entering.tail : entering.head;
	const outer = otherEnd(entering, inner);
	const steps = movePull(parentOf(below), outer, below.pull, walk) + turnRound(inner, below, entering);
	remove(leaving.tail.tree, leaving);
	remove(leaving.head.tree, leaving);
	entering.tail.tree.push(entering);
	entering.head.tree.push(entering);
	return steps;
}

/** Takes `pull` from all above `from` and gives it to all above `to`. Where their ways meet it cancels out. */
function movePull(from: Vertex | undefined, to: Vertex, pull: number, walk: number): number {
	let steps = 0;
	let meeting: Vertex | undefined;
	for (let a = from, b: Vertex | undefined = to; (a ?? b) !== undefined && meeting === undefined; steps++) {
		for (const each of [a, b]) {
			if (each === undefined) continue;
			if (each.seen === walk) meeting ??= each;
			each.seen = walk;
		}
		a = a === undefined ? undefined : parentOf(a);
		b = b === undefined ? undefined : parentOf(b);
	}
	for (let each = from; each !== undefined && each !== meeting; each = parentOf(each)) each.pull -= pull;
	for (let each: Vertex | undefined = to; each !== undefined && each !== meeting; each = parentOf(each))
		each.pull += pull;
	return steps;
}

/** Makes `inner` the root of the subtree whose root `below` was and hangs it up by `entering`: the way between the two
 *  changes direction, and each vertex on it hands its pull over. */
function turnRound(inner: Vertex, below: Vertex, entering: Arc): number {
	const total = below.pull;
	let steps = 0;
	let cameBy = entering;
	let pullBehind = 0;
	for (let each: Vertex | undefined = inner; each !== undefined; steps++) {
		const next: Vertex | undefined = each === below ? undefined : parentOf(each);
		const { up, pull } = each;
		each.pull = total - pullBehind;
		each.up = cameBy;
		if (up === undefined) break;
		pullBehind = pull;
		cameBy = up;
		each = next;
	}
	return steps;
}

function remove(list: Arc[], arc: Arc): void {
	const at = list.indexOf(arc);
	const last = list.pop();
	if (last !== undefined && last !== arc) list[at] = last;
}
