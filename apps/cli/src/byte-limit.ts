import { SutureError } from "@suture/problems";

/** A number of bytes as --limit takes it. Throws SutureError when it is none. */
export function byteLimit(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const bytes = Number(text);
	if (text.trim() === "" || !Number.isSafeInteger(bytes) || bytes < 0) {
		throw new SutureError("usage/bad-value", {
			option: "--limit",
			value: text,
			wanted: "a number of bytes, such as 1048576",
		});
	}
	return bytes;
}
