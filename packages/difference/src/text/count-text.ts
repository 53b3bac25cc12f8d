/** "7 × ", or nothing for one. */
export function times(n: number): string {
	return n === 1 ? "" : `${count(n)} × `;
}

/** "1 node", "2 nodes". */
export function things(n: number, word: string): string {
	return `${count(n)} ${word}${n === 1 ? "" : "s"}`;
}

export function count(n: number): string {
	return n.toLocaleString("en-US");
}
