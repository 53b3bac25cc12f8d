import { releaseNumber } from "../target/releases.ts";

/** The newest opset that each release's docs/operators.md claims. */
const newestOpset: readonly (readonly [release: string, opset: number])[] = [
	["7.2", 13],
	["8.4", 17],
	["9.0", 19],
	["10.0", 20],
	["10.3", 22],
	["10.14", 24],
];

/** The newest opset that a parser claims to know. */
export function newestOpsetOf(release: number): number {
	return newestOpset.findLast(([since]) => releaseNumber(since) <= release)?.[1] ?? 0;
}
