/** Which values of two bodies are the same one, by their names there. */
export class PairedValues {
	readonly toAfter: Map<string, string> = new Map();
	readonly toBefore: Map<string, string> = new Map();

	pair(before: string, after: string): boolean {
		if (before === "" || after === "" || this.toAfter.has(before) || this.toBefore.has(after)) return false;
		this.toAfter.set(before, after);
		this.toBefore.set(after, before);
		return true;
	}
}
