/** A map that never changes: `with` gives another one, which shares what it can. A look-up costs two at most; a change costs
 *  what it changes and what changed shortly before, and once in a while a copy of everything. Values are never undefined. */
export class LayeredMap<K, V> implements ReadonlyMap<K, V> {
	readonly size: number;
	readonly #base: ReadonlyMap<K, V>;
	/** What differs from the base; undefined where a key is gone. */
	readonly #changes: ReadonlyMap<K, V | undefined>;

	private constructor(base: ReadonlyMap<K, V>, changes: ReadonlyMap<K, V | undefined>, size: number) {
		this.#base = base;
		this.#changes = changes;
		this.size = size;
	}

	/** Takes the map over: nobody may change it from then on. */
	static of<K, V>(map: ReadonlyMap<K, V>): LayeredMap<K, V> {
		return new LayeredMap(map, new Map(), map.size);
	}

	/** The map with these keys set, or taken out where the value is undefined. */
	with(changes: ReadonlyMap<K, V | undefined>): LayeredMap<K, V> {
		if (changes.size === 0) return this;
		let { size } = this;
		const all = new Map(this.#changes);
		for (const [key, value] of changes) {
			size += Number(value !== undefined) - Number(this.has(key));
			all.set(key, value);
		}
		const layered = new LayeredMap(this.#base, all, size);
		return all.size > 64 + 3 * Math.sqrt(this.#base.size) ? LayeredMap.of(new Map(layered)) : layered;
	}

	get(key: K): V | undefined {
		const changed = this.#changes.get(key);
		return changed !== undefined || this.#changes.has(key) ? changed : this.#base.get(key);
	}

	has(key: K): boolean {
		return this.get(key) !== undefined;
	}

	*entries(): Generator<[K, V], undefined> {
		for (const entry of this.#base) if (!this.#changes.has(entry[0])) yield entry;
		for (const [key, value] of this.#changes) if (value !== undefined) yield [key, value];
	}

	*keys(): Generator<K, undefined> {
		for (const [key] of this.entries()) yield key;
	}

	*values(): Generator<V, undefined> {
		for (const [, value] of this.entries()) yield value;
	}

	[Symbol.iterator](): Generator<[K, V], undefined> {
		return this.entries();
	}

	forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
		for (const [key, value] of this) visit(value, key, this);
	}
}
