import type { Images } from "@suture/preprocess";
import { type PlannedPreprocessing, preprocessing } from "./preprocessing.ts";
import type { Sight } from "./sight.ts";

/** Plans what is grafted onto the network: pre-processing, another model. It changes nothing. */
export class Grafter {
	readonly #sight: Sight;

	constructor(sight: Sight) {
		this.#sight = sight;
	}

	/** Pre-processing of images in front of an input of the main graph. */
	preprocessing(input: string, images: Images): PlannedPreprocessing {
		return preprocessing(this.#sight.graph(), input, images);
	}
}
