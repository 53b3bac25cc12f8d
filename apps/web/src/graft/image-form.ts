import type { Images } from "@suture/preprocess";
import { numberList } from "./number-list.ts";

/** What a person says of the images, as it is written. */
export interface ImageForm {
	readonly layout: Images["layout"];
	/** "": told by the sizes. */
	readonly modelLayout: "" | Images["layout"];
	readonly isReversed: boolean;
	readonly uint8: boolean;
	readonly scale: string;
	readonly mean: string;
	readonly standardDeviation: string;
}

type Numbers = Pick<ImageForm, "scale" | "mean" | "standardDeviation">;

/** Numbers that many networks were trained with; they are for bytes. */
export const presets: readonly { readonly name: string; readonly numbers: Numbers }[] = [
	{ name: "As they are", numbers: { scale: "1", mean: "0", standardDeviation: "1" } },
	{ name: "0 … 1", numbers: { scale: "1/255", mean: "0", standardDeviation: "1" } },
	{ name: "−1 … 1", numbers: { scale: "1/255", mean: "0.5", standardDeviation: "0.5" } },
	{
		// torchvision's models: https://pytorch.org/vision/stable/models.html
		name: "ImageNet",
		numbers: { scale: "1/255", mean: "0.485, 0.456, 0.406", standardDeviation: "0.229, 0.224, 0.225" },
	},
];

/** Bytes as cameras and decoders give them, for a network of torchvision. */
export const freshForm: ImageForm = {
	layout: "NHWC",
	modelLayout: "",
	isReversed: false,
	uint8: true,
	...(presets[3]?.numbers ?? { scale: "1", mean: "0", standardDeviation: "1" }),
};

/** Whether the form has just these numbers. */
export function hasNumbers(form: ImageForm, numbers: Numbers): boolean {
	return (["scale", "mean", "standardDeviation"] as const).every((field) => form[field] === numbers[field]);
}

/** What the form says, or the field that says nothing. */
export function imagesOf(form: ImageForm): { readonly images: Images } | { readonly wrong: keyof Numbers } {
	const [scale, ...others] = numberList(form.scale) ?? [];
	const mean = numberList(form.mean);
	const standardDeviation = numberList(form.standardDeviation);
	if (scale === undefined || others.length > 0) return { wrong: "scale" };
	if (!mean) return { wrong: "mean" };
	if (!standardDeviation) return { wrong: "standardDeviation" };
	const { layout, modelLayout, isReversed, uint8 } = form;
	return {
		images: {
			layout,
			...(modelLayout === "" ? {} : { modelLayout }),
			channels: isReversed ? "BGR" : "RGB",
			uint8,
			scale,
			mean,
			standardDeviation,
		},
	};
}
