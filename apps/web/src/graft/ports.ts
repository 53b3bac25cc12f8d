/** An input or output of a model, as far as it matters to what it can be connected with. */
export interface Port {
	readonly name: string;
	/** As people read it; "" when nothing is known. */
	readonly type: string;
	/** What its elements are: float, int64. Undefined when it is not known, or it is no tensor. */
	readonly element: string | undefined;
	/** Undefined when not even the number of sizes is known. */
	readonly sizes: readonly (number | string)[] | undefined;
}

/** One port that takes what another one gives, by their names. */
export interface Connection {
	readonly taker: string;
	readonly giver: string;
}

/** Why a port can't take what another one gives; "" when nothing speaks against it. A size without a number fits any. */
export function refusalOf(giver: Port, taker: Port): string {
	if (giver.element !== undefined && taker.element !== undefined && giver.element !== taker.element) {
		return `it is ${giver.element}, not ${taker.element}`;
	}
	if (!giver.sizes || !taker.sizes) return "";
	if (giver.sizes.length !== taker.sizes.length) return `it has ${giver.sizes.length} sizes, not ${taker.sizes.length}`;
	const axis = giver.sizes.findIndex((size, i) => {
		const other = taker.sizes?.[i];
		return typeof size === "number" && typeof other === "number" && size !== other;
	});
	return axis < 0 ? "" : `size ${axis} is ${giver.sizes[axis]}, not ${taker.sizes[axis]}`;
}

/** What probably belongs together: ports of one name, then those of the very same type, then those of which only one fits. Each
 *  giver is proposed once. */
export function suggestedConnections(givers: readonly Port[], takers: readonly Port[]): Connection[] {
	const found = new Map<string, string>();
	const used = new Set<string>();
	const rounds: ((giver: Port, taker: Port) => boolean)[] = [
		(giver, taker) => giver.name === taker.name,
		(giver, taker) => giver.element !== undefined && giver.type === taker.type,
		(giver, taker) => giver.sizes !== undefined && taker.sizes !== undefined && giver.element === taker.element,
	];
	for (const [round, belongs] of rounds.entries()) {
		for (const taker of takers) {
			if (found.has(taker.name)) continue;
			const fitting = givers.filter(
				(giver) => !used.has(giver.name) && refusalOf(giver, taker) === "" && belongs(giver, taker),
			);
			const [giver, ...others] = fitting;
			if (!giver || (round === rounds.length - 1 && others.length > 0)) continue;
			found.set(taker.name, giver.name);
			used.add(giver.name);
		}
	}
	return Array.from(found, ([taker, giver]) => ({ taker, giver }));
}
