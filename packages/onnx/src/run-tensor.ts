/** A tensor by itself, as a runtime takes it and gives it. */
export interface RunTensor {
	/** Element type as ONNX's textual syntax has it: float, int64, bool, string. */
	readonly type: string;
	readonly dims: readonly number[];
	/** In raw_data's layout: row-major, little-endian. Of strings, the strings. */
	readonly contents: Uint8Array | readonly string[];
}

/** Something that runs a model. */
export interface Session {
	/** The outputs asked for, by name. Rejects with what the runtime says. */
	run(inputs: ReadonlyMap<string, RunTensor>, outputs: readonly string[]): Promise<ReadonlyMap<string, RunTensor>>;
	close(): Promise<void>;
}
