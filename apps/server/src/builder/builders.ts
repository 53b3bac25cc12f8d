import { type FoundBuilder, findBuilders } from "./find-builders.ts";

/** The builders of this host. Looking for them takes a second or two, so it goes on while the server answers already. */
export class Builders {
	readonly #found: Promise<FoundBuilder[]>;
	#known: FoundBuilder[] | undefined;

	constructor(pythons: readonly string[]) {
		this.#found = findBuilders(pythons).then((found) => {
			this.#known = found;
			return found;
		});
	}

	/** All of them, available or not, once they were looked for. */
	found(): Promise<FoundBuilder[]> {
		return this.#found;
	}

	/** What is known by now; undefined while they are looked for. */
	known(): readonly FoundBuilder[] | undefined {
		return this.#known;
	}
}
