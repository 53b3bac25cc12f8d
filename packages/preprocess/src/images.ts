/** What comes in instead of what a model's input takes now. */
export interface Images {
	/** The order of the sizes of what comes in. Of an input without a batch the N is not there. */
	readonly layout: "NHWC" | "NCHW";
	/** The order of the sizes that the model takes. By default the one in which the channels are 1, 3 or 4. */
	readonly modelLayout?: "NHWC" | "NCHW";
	/** The order of the channels of what comes in, for a model that takes RGB; for one that takes BGR it is the other way round. */
	readonly channels?: "RGB" | "BGR";
	/** Whether bytes come in. Default: what the model takes now. */
	readonly uint8?: boolean;
	/** What comes in is multiplied by it first: 1/255 makes bytes 0 to 1. Default: 1. */
	readonly scale?: number;
	/** Then it is taken away: one number, or one for each channel in the model's order. Default: 0. */
	readonly mean?: readonly number[];
	/** Then it is divided by this, one number or one for each channel. Default: 1. */
	readonly standardDeviation?: readonly number[];
}
