/** A binary heap: the value with the least key comes out first. Push and pop cost O(log n). Which of two equal keys
 *  comes first depends only on the calls made before, so layouts stay reproducible. */
export class MinHeap<T> {
	private readonly entries: { readonly key: number; readonly value: T }[] = [];

	peek(): { readonly key: number; readonly value: T } | undefined {
		return this.entries[0];
	}

	push(key: number, value: T): void {
		const { entries } = this;
		const entry = { key, value };
		let at = entries.length;
		entries.push(entry);
		while (at > 0) {
			const above = (at - 1) >> 1;
			const parent = entries[above];
			if (parent === undefined || parent.key <= key) break;
			entries[at] = parent;
			at = above;
		}
		entries[at] = entry;
	}

	pop(): T | undefined {
		const { entries } = this;
		const top = entries[0];
		const last = entries.pop();
		if (top === undefined || last === undefined || entries.length === 0) return top?.value;
		let at = 0;
		for (;;) {
			let below = 2 * at + 1;
			let child = entries[below];
			const right = entries[below + 1];
			if (child === undefined) break;
			if (right !== undefined && right.key < child.key) {
				below++;
				child = right;
			}
			if (child.key >= last.key) break;
			entries[at] = child;
			at = below;
		}
		entries[at] = last;
		return top.value;
	}
}
