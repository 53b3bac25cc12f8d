import type { ModelEntry } from "@suture/protocol";

/** A model and where it lies on this host. */
export interface StoredModel {
	readonly entry: ModelEntry;
	/** Folder that holds all its files, and beyond which none may lie. */
	readonly folder: string;
	/** Path of the .onnx file. */
	readonly path: string;
}

/** A place that has models. Ids of different places begin differently. */
export interface ModelPlace {
	/** Newest first. */
	list(): Promise<ModelEntry[]>;
	/** The model with this id; undefined when this place has none. */
	find(id: string): Promise<StoredModel | undefined>;
}
