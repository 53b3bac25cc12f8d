/** Releases of TensorRT whose ONNX parser is known, oldest first. A patch keeps the parser of its release. */
export const releases: readonly string[] =
	`7.2 8.0 8.2 8.4 8.5 8.6 9.0 9.1 9.2 9.3 10.0 10.1 10.2 10.3 10.4 10.5 10.6 10.7 10.8 10.9 10.10 10.11 10.12 10.13 10.14 10.15
	10.16 11.0 11.1 11.2`.split(/\s+/);

/** TensorRT-RTX and the release of TensorRT that its parser is like. 1.7 was asked and answers as 11.2; of the others only
 *  the dates of release are known. */
export const rtxReleases: ReadonlyMap<string, string> = new Map([
	["1.0", "10.12"],
	["1.1", "10.13"],
	["1.2", "10.14"],
	["1.3", "10.15"],
	["1.4", "10.16"],
	["1.5", "11.0"],
	["1.6", "11.1"],
	["1.7", "11.2"],
]);

/** JetPack and the TensorRT that comes with it. Source: NVIDIA's release notes of JetPack. */
export const jetpacks: ReadonlyMap<string, string> = new Map([
	["4.6", "8.0"],
	["4.6.1", "8.2"],
	["5.0", "8.4"],
	["5.1", "8.5"],
	["6.0", "8.6"],
	["6.1", "10.3"],
	["6.2", "10.3"],
	["7.0", "10.13"],
	["7.1", "10.13"],
]);

/** A release as a number that orders: 8.4 is 804, 10.16 is 1016. */
export function releaseNumber(release: string): number {
	const [major = 0, minor = 0] = release.split(".").map(Number);
	return 100 * major + minor;
}

/** The known release that a version is of: 8.4.3 is of 8.4; "10" and "" are of the newest that fits. */
export function releaseOf(version: string, known: readonly string[]): string | undefined {
	const wanted = version.split(".").slice(0, 2).join(".");
	return known.findLast((release) => wanted === "" || `${release}.`.startsWith(`${wanted}.`));
}
