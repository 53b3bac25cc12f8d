import {
	draftFor,
	elementAt,
	integerOf,
	numbersAt,
	shapeAt,
	squeeze,
	tensorAt,
	told,
	unsqueeze,
} from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

/** Weights beyond this are no longer worth it. */
const mostWeights = 2 ** 22;

export const writeOutStft: RepairRule = {
	name: "write-out-stft",
	title: "Make a convolution of a short-time Fourier transform",
	kind: "exact",
	operators: ["STFT"],
	match(site, node) {
		const [signal = "", step = "", window = "", length = ""] = node.inputs;
		const shape = shapeAt(site, signal);
		const element = elementAt(site, signal);
		const [hop] = numbersAt(site, step) ?? [];
		const frame = numbersAt(site, length)?.[0] ?? shapeAt(site, window)?.[0];
		if (element !== "float") return miss("Its signal is not known to be FLOAT.");
		if (shape?.length !== 2 && shape?.at(-1) !== 1) return miss("Its signal is complex, or its rank is not known.");
		if (hop === undefined || typeof frame !== "number")
			return miss("The step or the length of its frames is not constant.");
		if (window !== "" && shapeAt(site, window)?.[0] !== frame) return miss("Its window is not as long as a frame.");
		const bins = integerOf(site, node, "onesided") === 0 ? frame : Math.floor(frame / 2) + 1;
		if (2 * bins * frame > mostWeights) return miss("Its frames are so long that the weights would be huge.");
		const draft = draftFor(site, node);
		const waves = draft.tensor({ type: "float", dims: [2 * bins, 1, frame], values: wavesOf(bins, frame) });
		const weights = window === "" ? waves : draft.add("Mul", [waves, window]);
		if (window !== "" && !tensorAt(site, window)) return miss("Its window is not constant.");
		const line = unsqueeze(draft, shape.length === 3 ? squeeze(draft, signal, [2]) : signal, [1]);
		const found = draft.add("Conv", [line, weights], { strides: [hop], kernel_shape: [frame] });
		const frames = draft.add("Transpose", [found], { perm: [0, 2, 1] });
		const result = draft.add("Transpose", [draft.add("Reshape", [frames, draft.int64s([0, 0, 2, bins])])], {
			perm: [0, 1, 3, 2],
		});
		return {
			nodes: [node],
			sentence: `${told(node)} becomes a Conv with ${bins} cosines and ${bins} sines of ${frame} samples.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: result })],
		};
	},
};

/** All cosines, then all negative sines: exp(-2πi·k·n / length). */
function wavesOf(bins: number, frame: number): number[] {
	const angle = (k: number, n: number) => (2 * Math.PI * ((k * n) % frame)) / frame;
	const waves = (of: (angle: number) => number) =>
		Array.from({ length: bins * frame }, (_, i) => of(angle(Math.floor(i / frame), i % frame)));
	return [...waves(Math.cos), ...waves((one) => -Math.sin(one))];
}
