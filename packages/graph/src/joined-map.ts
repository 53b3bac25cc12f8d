/** Two maps without a common key, looked at as one. */
export class JoinedMap<K, V> implements ReadonlyMap<K, V> {
	readonly #first: ReadonlyMap<K, V>;
	readonly #second: ReadonlyMap<K, V>;

	constructor(first: ReadonlyMap<K, V>, second: ReadonlyMap<K, V>) {
		this.#first = first;
		this.#second = second;
	}

	get size(): number {
		return this.#first.size + this.#second.size;
	}

	get(key: K): V | undefined {
		return this.#second.get(key) ?? this.#first.get(key);
	}

	has(key: K): boolean {
		return this.#second.has(key) || this.#first.has(key);
	}

	*entries(): Generator<[K, V], undefined> {
		yield* this.#first;
		yield* this.#second;
	}

	*keys(): Generator<K, undefined> {
		yield* this.#first.keys();
		yield* this.#second.keys();
	}

	*values(): Generator<V, undefined> {
		yield* this.#first.values();
		yield* this.#second.values();
	}

	[Symbol.iterator](): Generator<[K, V], undefined> {
		return this.entries();
	}

	forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
		for (const [key, value] of this) visit(value, key, this);
	}
}
