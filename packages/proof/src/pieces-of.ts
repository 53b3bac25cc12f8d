/** A value of one model, and what stands for it in the other. */
export interface ValuePair {
	readonly before: string;
	readonly after: string;
}

/** What is taken for a value of unknown size. */
const likelyBytes = 1e6;
/** A value above this many times what is held at once is not compared. */
const mostTimes = 8;
/** So many outputs of one run are no problem for a runtime. */
const mostAtOnce = 500;

/** Values in pieces that take about `bytesAtOnce` each, in their order; and those that are too large for any. */
export function piecesOf(
	pairs: readonly ValuePair[],
	bytesOf: (value: string) => number | undefined,
	bytesAtOnce: number,
): { pieces: ValuePair[][]; tooLarge: ValuePair[] } {
	const pieces: ValuePair[][] = [];
	const tooLarge: ValuePair[] = [];
	let [piece, held]: [ValuePair[], number] = [[], 0];
	for (const pair of pairs) {
		const bytes = bytesOf(pair.before) ?? likelyBytes;
		if (bytes > mostTimes * bytesAtOnce) {
			tooLarge.push(pair);
			continue;
		}
		if (piece.length > 0 && (held + bytes > bytesAtOnce || piece.length === mostAtOnce)) {
			pieces.push(piece);
			[piece, held] = [[], 0];
		}
		piece.push(pair);
		held += bytes;
	}
	return { pieces: piece.length > 0 ? [...pieces, piece] : pieces, tooLarge };
}
