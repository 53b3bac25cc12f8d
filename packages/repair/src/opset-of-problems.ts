import type { Problem } from "@suture/problems";

/** The newest opset that the target knows, when the model's is newer. */
export function knownOpset(problems: readonly Problem[]): number | undefined {
	const found = problems.find(({ code }) => code === "tensorrt/newer-opset");
	const known = found?.facts["known"];
	return typeof known === "number" ? known : undefined;
}
