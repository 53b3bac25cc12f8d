import { SutureError } from "@suture/problems";
import type { ModelEntry } from "@suture/protocol";
import type { ModelPlace, StoredModel } from "./stored-model.ts";

/** All models that this host has, wherever they lie. */
export class ModelStore {
	readonly #places: readonly ModelPlace[];

	constructor(places: readonly ModelPlace[]) {
		this.#places = places;
	}

	async list(): Promise<ModelEntry[]> {
		return (await Promise.all(this.#places.map((place) => place.list()))).flat();
	}

	/** The model with this id, or else the first with this file name. Rejects with SutureError `model/unknown`. */
	async get(wanted: string): Promise<StoredModel> {
		const found = await this.#find(wanted);
		if (found) return found;
		const named = (await this.list()).find(({ name }) => name === wanted || name === `${wanted}.onnx`);
		const byName = named && (await this.#find(named.id));
		if (!byName) throw new SutureError("model/unknown", { wanted });
		return byName;
	}

	async #find(id: string): Promise<StoredModel | undefined> {
		for (const place of this.#places) {
			const found = await place.find(id);
			if (found) return found;
		}
		return undefined;
	}
}
