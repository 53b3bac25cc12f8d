/** Throws when something that we promise ourselves is not so: a fault of ours, never of the user's model. */
export function invariant(holds: unknown, promise: string): asserts holds {
	if (!holds) throw new Error(`Suture broke a promise to itself: ${promise} Please report this.`);
}
