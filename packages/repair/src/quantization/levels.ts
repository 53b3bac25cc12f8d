import type { ElementType } from "@suture/ops";

/** The lowest and the highest number of each type that is quantized to. */
export const levels: Partial<Record<ElementType, readonly [number, number]>> = {
	int4: [-8, 7],
	uint4: [0, 15],
	int8: [-128, 127],
	uint8: [0, 255],
	int16: [-32_768, 32_767],
	uint16: [0, 65_535],
};
