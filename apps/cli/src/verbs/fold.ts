import type { Answer } from "../answer.ts";
import { byteLimit } from "../byte-limit.ts";
import { inputSizes } from "../input-sizes.ts";
import { rewriting } from "../rewriting.ts";

export interface FoldVerbOptions {
	readonly output: string;
	readonly input?: readonly string[];
	readonly limit?: string;
	readonly keepTraces?: boolean;
	readonly verify: boolean;
}

/** `fold MODEL -o OUT`: turns into weights all that does not depend on inputs, and does nothing else. */
export async function fold(
	path: string,
	{ output, input, limit, keepTraces, verify }: FoldVerbOptions,
): Promise<Answer> {
	return await rewriting(path, {
		output,
		rules: [],
		inputs: inputSizes(input),
		limitBytes: byteLimit(limit),
		keepTraces: keepTraces ?? false,
		isVerified: verify,
	});
}
