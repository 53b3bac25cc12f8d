import type { Part, Role } from "@suture/split";

/** What a program runs, and with which tensors. */
export interface ProgramPlan {
	/** The model's name, as the program says it. */
	readonly title: string;
	/** In the order in which they run. */
	readonly parts: readonly ProgramPart[];
	/** Inputs of the whole model. */
	readonly inputs: readonly ProgramTensor[];
	/** Outputs of the whole model. */
	readonly outputs: readonly ProgramTensor[];
	/** How an input is made of a picture; without it there are only tensors. */
	readonly image: ImageInput | undefined;
	/** Plugin libraries that the engine needs: beside the program, or where the system looks for libraries. */
	readonly libraries: readonly string[];
}

export interface ProgramPart {
	readonly role: Role;
	/** Beside the program. */
	readonly file: string;
	readonly inputs: readonly ProgramTensor[];
	readonly outputs: readonly ProgramTensor[];
}

export interface ProgramTensor {
	readonly name: string;
	/** Element type as ONNX's textual syntax has it. */
	readonly type: string;
	/** A number, or the name of a size that is only known when it runs. Undefined when not even the rank is known. */
	readonly dims: readonly (number | string)[] | undefined;
}

export interface ImageInput {
	readonly name: string;
	/** Width and height where the model leaves them open. */
	readonly width: number;
	readonly height: number;
	/** "letterbox" keeps the picture's proportions, at the top left, and fills the rest with grey. */
	readonly fit: "stretch" | "letterbox";
	/** Pixels, 0 to 255, are divided by it. */
	readonly divisor: number;
	/** Then subtracted, and divided by, for red, green and blue. */
	readonly mean: readonly [number, number, number];
	readonly deviation: readonly [number, number, number];
	readonly order: "rgb" | "bgr";
}

/** Files of the parts, as the programs name them. */
export const partFiles: Readonly<Record<Part["role"], string>> = {
	pre: "pre.onnx",
	engine: "engine.onnx",
	post: "post.onnx",
};
