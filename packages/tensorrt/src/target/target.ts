import { type Problem, problem } from "@suture/problems";
import type { Builder } from "@suture/protocol";
import { jetpacks, releaseNumber, releaseOf, releases, rtxReleases } from "./releases.ts";

/** What a model is built for: a TensorRT and its version, as in `tensorrt-10.6` or `tensorrt-rtx-1.7`. */
export interface Target {
	readonly backend: Builder["backend"];
	/** As many parts as were given: "10", "10.6", "8.4.3". Empty means any. */
	readonly version: string;
	/** What runs the layers. */
	readonly device: "gpu" | "dla";
	/** Names of plugins that are loaded besides those that TensorRT brings itself; "standard" is NVIDIA's plugin library,
	 *  which TensorRT loads by itself and TensorRT-RTX does not. */
	readonly plugins: readonly string[];
}

/** The target that a text names, or the problem that lists what there is, the nearest first.
 *  `tensorrt-8.4.3`, `tensorrt-rtx-1.7`, `jetpack-5.0`; `-dla` behind it for the deep learning accelerator. */
export function parseTarget(text: string): { readonly target: Target } | { readonly problem: Problem } {
	const read = readTarget(text);
	if (read && parserRelease(read) !== undefined) return { target: read };
	return { problem: problem("tensorrt/unknown-target", { target: text, known: nearestFirst(text, knownTargets()) }) };
}

const products = { tensorrt: "tensorrt", "tensorrt-rtx": "tensorrt-rtx", jetpack: "tensorrt" } as const;

/** What is written, whether or not there is such a release. */
function readTarget(text: string): Target | undefined {
	const match = /^(tensorrt-rtx|tensorrt|jetpack)(?:-(\d+(?:\.\d+){0,3}))?(-dla)?$/.exec(text);
	if (!match) return undefined;
	const [, product, written = "", dla] = match;
	const version = product === "jetpack" ? versionOfJetpack(written) : written;
	if (version === undefined || (dla !== undefined && product === "tensorrt-rtx")) return undefined;
	return {
		backend: products[product as keyof typeof products],
		version,
		device: dla === undefined ? "gpu" : "dla",
		plugins: [],
	};
}

/** 5.0.2 has what 5.0 has, 4.6.1 is its own, and 5 is the newest 5. */
function versionOfJetpack(written: string): string | undefined {
	const newest = [...jetpacks.keys()].findLast((one) => written === "" || `${one}.`.startsWith(`${written}.`));
	return jetpacks.get(written) ?? jetpacks.get(written.split(".").slice(0, 2).join(".")) ?? jetpacks.get(newest ?? "");
}

/** The release whose parser a target has, as a number that orders (8.4 is 804); undefined when nobody knows it. */
export function parserRelease({ backend, version }: Target): number | undefined {
	if (backend === "tensorrt") return numberOf(releaseOf(version, releases));
	const release = releaseOf(version, [...rtxReleases.keys()]);
	return numberOf(release === undefined ? undefined : rtxReleases.get(release));
}

function numberOf(release: string | undefined): number | undefined {
	return release === undefined ? undefined : releaseNumber(release);
}

/** Every target there is, as it is written. */
export function knownTargets(): string[] {
	return [
		...releases.map((release) => `tensorrt-${release}`),
		...[...rtxReleases.keys()].map((release) => `tensorrt-rtx-${release}`),
		...[...jetpacks.keys()].map((release) => `jetpack-${release}`),
	];
}

/** How a target reads in a sentence: TensorRT 8.4.3, TensorRT-RTX 1.7. */
export function titleOfTarget({ backend, version }: Target): string {
	return `${backend === "tensorrt" ? "TensorRT" : "TensorRT-RTX"} ${version}`.trim();
}

/** How a builder is written as a target: the first two parts of its version. */
export function targetOf(backend: Builder["backend"], version: string): string {
	return `${backend}-${version.split(".").slice(0, 2).join(".")}`;
}

/** The first available builder that fits; without a target, the first available at all. A builder may be newer than any
 *  target that is known. */
export function chooseBuilder<B extends Builder>(builders: readonly B[], text: string | undefined): B | undefined {
	const available = builders.filter((builder) => builder.available);
	if (text === undefined) return available[0];
	const target = readTarget(text);
	return available.find(
		({ backend, version }) => target?.backend === backend && isVersion(version ?? "", target.version),
	);
}

/** Whether `version` begins with the parts of `wanted`: 10.6.0 is 10.6 and 10, but not 10.60. */
function isVersion(version: string, wanted: string): boolean {
	return wanted === "" || `${version}.`.startsWith(`${wanted}.`);
}

/** Names sorted by how much of them the text has; those that are alike keep their order. */
function nearestFirst(text: string, names: readonly string[]): string[] {
	const pairs = bigramsOf(text.slice(0, 64).toLowerCase());
	const likeness = new Map(names.map((name) => [name, shared(pairs, bigramsOf(name))]));
	return names.toSorted((a, b) => (likeness.get(b) ?? 0) - (likeness.get(a) ?? 0));
}

function bigramsOf(text: string): ReadonlySet<string> {
	return new Set(Array.from({ length: text.length }, (_, i) => text.slice(i, i + 2)));
}

/** Dice's coefficient. */
function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
	const both = [...left].filter((pair) => right.has(pair)).length;
	return (2 * both) / (left.size + right.size);
}
