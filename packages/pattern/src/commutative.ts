import { plainDomain } from "./operator-version.ts";

const operators: ReadonlySet<string> = new Set([
	"Add",
	"And",
	"BitwiseAnd",
	"BitwiseOr",
	"BitwiseXor",
	"Equal",
	"Max",
	"Mean",
	"Min",
	"Mul",
	"Or",
	"Sum",
	"Xor",
]);

/** Whether an operator of two inputs gives the same with them swapped. */
export function isCommutative({ opType, domain }: { readonly opType: string; readonly domain: string }): boolean {
	return plainDomain(domain) === "" && operators.has(opType);
}
