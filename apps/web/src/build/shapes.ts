import type { ShapeRange } from "@suture/protocol";
import type { NetworkInput } from "@suture/tensorrt";

/** The sizes of one input as a person types them: 1x3x512x512, three times. */
export interface ShapeTexts {
	readonly min: string;
	readonly opt: string;
	readonly max: string;
}

/** Inputs whose sizes the model leaves open. */
export function dynamicInputs(inputs: readonly NetworkInput[]): NetworkInput[] {
	return inputs.filter(({ shape }) => shape === undefined || shape.some((size) => size < 0));
}

/** A guess to start from: one image, one sequence of 128. Sizes of images are 512, a multiple of what most networks divide by. */
export function guessedShape({ shape, dimensionNames }: NetworkInput): string {
	if (!shape) return "";
	const isImage = shape.length === 4 || shape.length === 3;
	return shape
		.map((size, axis) => {
			if (size >= 0) return size;
			const name = dimensionNames[axis]?.toLowerCase() ?? "";
			if (axis === 0 && !/^(h|w|height|width)$/.test(name)) return 1;
			if (/^(h|w|height|width)|image/.test(name) || (isImage && axis >= shape.length - 2)) return 512;
			return /batch|^n$|^b$/.test(name) ? 1 : 128;
		})
		.join("x");
}

/** The numbers of a text such as 1x3x512x512; undefined when it is none. */
export function parseShape(text: string): number[] | undefined {
	const parts = text.trim().split(/\s*[x×,*\s]\s*/i);
	return parts.every((part) => /^\d{1,9}$/.test(part)) ? parts.map(Number) : undefined;
}

/** The range that texts give, or what is wrong with them. */
export function shapeRange({ shape, name }: NetworkInput, texts: ShapeTexts): ShapeRange | string {
	const [min, opt, max] = [texts.min, texts.opt, texts.max].map(parseShape);
	if (!min || !opt || !max) return `${name}: write sizes as 1x3x512x512`;
	if ([min, opt, max].some((dims) => dims.length !== (shape?.length ?? opt.length)))
		return `${name} has ${shape?.length} dimensions`;
	for (const [axis, size] of opt.entries()) {
		const fixed = shape?.[axis] ?? -1;
		if (fixed >= 0 && (min[axis] !== fixed || size !== fixed || max[axis] !== fixed))
			return `${name}: axis ${axis} is ${fixed} in the model`;
		if ((min[axis] ?? 0) > size || size > (max[axis] ?? 0)) return `${name}: min ≤ opt ≤ max is needed at axis ${axis}`;
	}
	return { min, opt, max };
}
