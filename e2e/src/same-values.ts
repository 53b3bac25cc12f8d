import { InferenceSession, Tensor } from "onnxruntime-node";

/** The values that a model gives for some of its inner values, by ONNX Runtime, for one image of seeded noise. */
export async function valuesOf(
	model: Uint8Array,
	input: string,
	dims: readonly number[],
	wanted: readonly string[],
): Promise<Map<string, Float32Array>> {
	const session = await InferenceSession.create(model, { graphOptimizationLevel: "disabled", logSeverityLevel: 3 });
	const size = dims.reduce((product, dim) => product * dim, 1);
	let state = 12_345;
	const noise = Float32Array.from({ length: size }, () => {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		return (state >> 8) % 256;
	});
	const answers = await session.run({ [input]: new Tensor("float32", noise, [...dims]) }, [...wanted]);
	return new Map(wanted.map((name) => [name, answers[name]?.data as Float32Array]));
}
