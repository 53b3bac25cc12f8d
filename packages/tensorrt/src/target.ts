import type { Builder } from "@suture/protocol";

/** What a model is built for: a TensorRT and its version, as in `tensorrt-10.6` or `tensorrt-rtx-1.7`. */
export interface Target {
	readonly backend: Builder["backend"];
	/** As many parts as were given: "10", "10.6", "8.4.3". Empty means any. */
	readonly version: string;
}

/** The target that a text names; undefined when it names none. */
export function parseTarget(text: string): Target | undefined {
	const match = /^(tensorrt-rtx|tensorrt)(?:-(\d+(?:\.\d+){0,3}))?$/.exec(text);
	if (!match) return undefined;
	return { backend: match[1] as Target["backend"], version: match[2] ?? "" };
}

/** How a builder is written as a target: the first two parts of its version. */
export function targetOf(backend: Builder["backend"], version: string): string {
	return `${backend}-${version.split(".").slice(0, 2).join(".")}`;
}

/** The first available builder that fits; without a target, the first available at all. */
export function chooseBuilder<B extends Builder>(builders: readonly B[], text: string | undefined): B | undefined {
	const available = builders.filter((builder) => builder.available);
	if (text === undefined) return available[0];
	const target = parseTarget(text);
	return available.find(
		({ backend, version }) => target?.backend === backend && isVersion(version ?? "", target.version),
	);
}

/** Whether `version` begins with the parts of `wanted`: 10.6.0 is 10.6 and 10, but not 10.60. */
function isVersion(version: string, wanted: string): boolean {
	return wanted === "" || `${version}.`.startsWith(`${wanted}.`);
}
