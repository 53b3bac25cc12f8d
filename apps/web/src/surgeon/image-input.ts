import type { RunTensor } from "@suture/onnx";
import type { InputDescription } from "@suture/proof";
import { type GivenFile, shapeText } from "./given-file.ts";

/** How an input holds an image. */
interface ImageLayout {
	readonly channelsFirst: boolean;
	readonly channels: number;
	readonly height: number | undefined;
	readonly width: number | undefined;
}

/** Sizes that the model leaves open are those of the image, up to this, in steps of 32. */
const largestSide = 1024;

/** An image for the first input that can hold one: in its size, floats from 0 to 1 or whole numbers from 0 to 255. */
export async function imageInput(file: File, inputs: readonly InputDescription[]): Promise<GivenFile> {
	for (const { name, type, dims } of inputs) {
		const layout = layoutOf(dims);
		if (!layout || (type !== "float" && type !== "uint8")) continue;
		try {
			const tensor = await tensorOf(file, layout, type);
			const range = type === "float" ? "0 to 1" : "0 to 255";
			return { file: file.name, input: name, tensor, how: `${type} ${shapeText(tensor.dims)}, ${range}` };
		} catch (error) {
			return { file: file.name, reason: error instanceof Error ? error.message : String(error) };
		}
	}
	return { file: file.name, reason: "no input that is left is an image of float or uint8" };
}

function layoutOf(dims: InputDescription["dims"]): ImageLayout | undefined {
	if (dims?.length !== 4) return undefined;
	const [batch, second, third, last] = dims;
	if (typeof batch === "number" && batch !== 1) return undefined;
	const side = (size: number | string | undefined) => (typeof size === "number" ? size : undefined);
	const isColor = (size: number | string | undefined): size is number => size === 1 || size === 3 || size === 4;
	if (isColor(second) || !isColor(last)) {
		if (typeof second === "number" && !isColor(second)) return undefined;
		return { channelsFirst: true, channels: side(second) ?? 3, height: side(third), width: side(last) };
	}
	return { channelsFirst: false, channels: last, height: side(second), width: side(third) };
}

async function tensorOf(file: File, layout: ImageLayout, type: "float" | "uint8"): Promise<RunTensor> {
	const picture = await createImageBitmap(file);
	const [width, height] = [layout.width ?? openSide(picture.width), layout.height ?? openSide(picture.height)];
	const context = new OffscreenCanvas(width, height).getContext("2d");
	if (!context) throw new Error("the browser can't draw it");
	context.drawImage(picture, 0, 0, width, height);
	picture.close();
	const { data } = context.getImageData(0, 0, width, height);
	const { channels, channelsFirst } = layout;
	const pixels = width * height;
	const values = type === "float" ? new Float32Array(pixels * channels) : new Uint8Array(pixels * channels);
	const scale = type === "float" ? 1 / 255 : 1;
	for (let pixel = 0; pixel < pixels; pixel++) {
		for (let channel = 0; channel < channels; channel++) {
			const value = channels === 1 ? luma(data, 4 * pixel) : (data[4 * pixel + channel] ?? 0);
			values[channelsFirst ? channel * pixels + pixel : pixel * channels + channel] = value * scale;
		}
	}
	const dims = channelsFirst ? [1, channels, height, width] : [1, height, width, channels];
	return { type, dims, contents: new Uint8Array(values.buffer) };
}

function openSide(size: number): number {
	return Math.max(32, 32 * Math.floor(Math.min(size, largestSide) / 32));
}

/** ITU-R BT.601. */
function luma(data: Uint8ClampedArray, at: number): number {
	return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}
