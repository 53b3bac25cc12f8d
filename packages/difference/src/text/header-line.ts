import type { HeaderChange } from "../header-changes.ts";
import type { DifferenceLine } from "../lines.ts";

export function headerLine({ of, name, before, after }: HeaderChange): DifferenceLine {
	const title = of === "model" ? name : `${of} ${name}`;
	const values = [before, after].flatMap((value) => (value === undefined ? [] : cut(value)));
	return {
		kind: "model",
		sign: before === undefined ? "+" : after === undefined ? "-" : "~",
		text: `${title}: ${values.join(" → ")}`,
		details: [],
		places: [],
	};
}

function cut(text: string): string {
	const [line = ""] = text.split("\n");
	return line.length > 80 || line !== text ? `${line.slice(0, 80)}…` : line;
}
