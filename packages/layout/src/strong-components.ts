/** For each vertex the number of its strongly connected component: two vertices share one exactly when each can be
 *  reached from the other. Tarjan's algorithm with a stack of our own, since a chain may be 100,000 long; O(V + E). */
export function strongComponents(successors: readonly (readonly number[])[]): Int32Array {
	const count = successors.length;
	const component = new Int32Array(count).fill(-1);
	const visited = new Int32Array(count).fill(-1);
	const lowest = new Int32Array(count);
	const open: number[] = [];
	let time = 0;
	let components = 0;

	const enter = (vertex: number): { vertex: number; next: Iterator<number> } => {
		visited[vertex] = time;
		lowest[vertex] = time++;
		open.push(vertex);
		return { vertex, next: (successors[vertex] ?? [])[Symbol.iterator]() };
	};
	const lower = (vertex: number, to: number): void => {
		lowest[vertex] = Math.min(lowest[vertex] ?? to, to);
	};
	const leave = (vertex: number): void => {
		if (lowest[vertex] !== visited[vertex]) return;
		let member = open.pop();
		while (member !== undefined) {
			component[member] = components;
			if (member === vertex) break;
			member = open.pop();
		}
		components++;
	};

	for (let start = 0; start < count; start++) {
		if (visited[start] !== -1) continue;
		const path = [enter(start)];
		for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
			const step = here.next.next();
			if (step.done) {
				path.pop();
				leave(here.vertex);
				const above = path.at(-1);
				if (above !== undefined) lower(above.vertex, lowest[here.vertex] ?? 0);
			} else if (visited[step.value] === -1) path.push(enter(step.value));
			else if (component[step.value] === -1) lower(here.vertex, visited[step.value] ?? 0);
		}
	}
	return component;
}
