import type { Adapter } from "./crossing.ts";

/** Where a version of an operator begins that says something otherwise than the one before. */
export interface Border {
	readonly version: number;
	/** From the version before to this one. */
	readonly up?: Adapter;
	/** From this version to the one before. */
	readonly down?: Adapter;
}

/** By operator. */
export type Adapters = Readonly<Record<string, readonly Border[]>>;
