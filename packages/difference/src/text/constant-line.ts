import type { ConstantChange, TensorError } from "../constant-changes.ts";
import { count, things } from "./count-text.ts";
import { constantText } from "./value-text.ts";

/** Whether a constant is only written in another form: as an initializer, or as a Constant node. */
export function isReformed({ contents, before, after, error }: ConstantChange): boolean {
	return contents === "equal" && !error && before.as !== after.as;
}

/** Those that differ most first. */
export function constantsByError(constants: readonly ConstantChange[]): ConstantChange[] {
	const weight = ({ error }: ConstantChange) => error?.maxRelative ?? 0;
	return constants.toSorted((a, b) => weight(b) - weight(a));
}

/** How a constant differs: its name, its type, by how much. */
export function constantLine(change: ConstantChange): string {
	const { before, after } = change;
	const name = before.name === after.name ? after.name : `${before.name} → ${after.name}`;
	return `${after.as === "node" ? "constant" : "initializer"} ${name}: ${constantChangeText(change)}`;
}

/** The same without its name. */
export function constantChangeText({ before, after, contents, error }: ConstantChange): string {
	const [was, is] = [constantText(before), constantText(after)];
	const types = was === is ? was : `${was} → ${is}`;
	if (contents === "unread") return `${types}, contents not compared`;
	if (!error || contents === "equal") return `${types}${contents === "equal" ? ", the same values" : ""}`;
	const areShown = was !== is && was.includes("{") && is.includes("{");
	if (areShown) return types;
	if (error.differing === 0) return `${types}, the same values`;
	return `${types}; ${errorText(error)}`;
}

function errorText({ differing, elements, maxAbsolute, maxRelative }: TensorError): string {
	const relative = maxRelative === undefined ? "" : `, ${percent(maxRelative)} of the largest`;
	const some = `${count(differing)} of ${things(elements, "element")} ${differing === 1 ? "differs" : "differ"}`;
	return `${some} by up to ${Number(maxAbsolute.toPrecision(3))}${relative}`;
}

function percent(part: number): string {
	return part < 1000 ? `${Number((part * 100).toPrecision(2))} %` : `${part.toExponential(0)} times`;
}
