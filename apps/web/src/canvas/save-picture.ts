import { saveFile, workspace } from "../workspace/workspace.ts";
import { readPalette } from "./palette.ts";
import { svgOfScene } from "./scene-svg.ts";

/** No browser paints larger pictures. */
const longestSide = 16_384;
const mostPixels = 100_000_000;

/** Gives the person all that is drawn of the body on the screen, as a picture. */
export async function savePicture(format: "svg" | "png"): Promise<void> {
	const { scene, state } = workspace.getState();
	if (!scene || !state) return;
	const svg = new Blob([svgOfScene(scene, readPalette())], { type: "image/svg+xml" });
	const name = state.model.name.replace(/(\.onnx)?$/i, `.${format}`);
	saveFile(name, format === "svg" ? svg : await pngOf(svg));
}

/** Twice as many pixels as px, or as many as can be. */
async function pngOf(svg: Blob): Promise<Blob> {
	const address = URL.createObjectURL(svg);
	try {
		const image = new Image();
		image.src = address;
		await image.decode();
		const { width, height } = image;
		const scale = Math.min(2, longestSide / Math.max(width, height), Math.sqrt(mostPixels / (width * height)));
		const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
		canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
		return await canvas.convertToBlob({ type: "image/png" });
	} finally {
		URL.revokeObjectURL(address);
	}
}
