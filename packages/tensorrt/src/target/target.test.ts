import type { Builder } from "@suture/protocol";
import { expect, test } from "vitest";
import { chooseBuilder, knownTargets, parserRelease, parseTarget, titleOfTarget } from "./target.ts";

function read(text: string) {
	const found = parseTarget(text);
	return "target" in found ? { ...found.target, parser: parserRelease(found.target) } : found.problem;
}

test("a target is a product and as many parts of a version as one likes", () => {
	expect(read("tensorrt-8.4.3")).toMatchObject({ backend: "tensorrt", version: "8.4.3", parser: 804, device: "gpu" });
	expect(read("tensorrt-10")).toMatchObject({ version: "10", parser: 1016 });
	expect(read("tensorrt")).toMatchObject({ version: "", parser: 1102 });
	expect(read("tensorrt-rtx-1.7.1")).toMatchObject({ backend: "tensorrt-rtx", parser: 1102 });
});

test("a JetPack is the TensorRT that it brings, on the GPU or the DLA", () => {
	expect(read("jetpack-5.0")).toMatchObject({ backend: "tensorrt", version: "8.4", device: "gpu" });
	expect(read("jetpack-5.0.2-dla")).toMatchObject({ version: "8.4", device: "dla" });
	expect(read("jetpack-4.6.1")).toMatchObject({ version: "8.2" });
	expect(read("jetpack-5")).toMatchObject({ version: "8.5" });
});

test("every known target can be read", () => {
	for (const name of knownTargets()) expect(read(name)).not.toHaveProperty("code");
});

test("an unknown target lists the known ones, the nearest first", () => {
	for (const text of [
		"",
		"trt-10",
		"tensorrt-10.",
		"tensorrt-rtx-",
		"tensorrt-10.6; rm",
		"tensorrt-8.3",
		"tensorrt-rtx-1.7-dla",
		"jetpack-9",
		"__proto__",
	])
		expect(read(text)).toMatchObject({ code: "tensorrt/unknown-target" });
	const found = parseTarget("tensorrt-rtx-1.77");
	const known = "problem" in found ? (found.problem.facts["known"] as string[]) : [];
	expect(known[0]).toBe("tensorrt-rtx-1.7");
	expect(known.length).toBe(knownTargets().length);
});

test("a target has a title", () => {
	const found = parseTarget("tensorrt-rtx-1.7");
	expect("target" in found && titleOfTarget(found.target)).toBe("TensorRT-RTX 1.7");
});

test("the builder that fits the target is chosen, and 10.6 is not 10.60", () => {
	const builder = (version: string, available = true): Builder => ({
		backend: "tensorrt",
		available,
		version,
		target: version,
		devices: [],
		computeCapabilities: [],
		reason: null,
		remedy: null,
	});
	const builders = [builder("10.60.0"), builder("10.6.0"), builder("11.2.1", false)];
	expect(chooseBuilder(builders, "tensorrt-10.6")?.version).toBe("10.6.0");
	expect(chooseBuilder(builders, undefined)?.version).toBe("10.60.0");
	expect(chooseBuilder(builders, "tensorrt-11")).toBeUndefined();
	expect(chooseBuilder(builders, "nonsense")).toBeUndefined();
	expect(chooseBuilder([builder("99.1.0")], "tensorrt-99")?.version).toBe("99.1.0");
});
