import { type Difference, isSame } from "../difference.ts";
import { countsLine, type DifferenceLine, linesFromDifference } from "../lines.ts";
import { count } from "./count-text.ts";

/** Lines that are shown of each kind. */
const shownLines = 24;

/** A difference as people read it, short: counts, then what is alike together with one example. - went, + came, ~ is another,
 *  = has another name. Empty when there is none. */
export function textFromDifference(difference: Difference): string {
	if (isSame(difference)) return "";
	const [main] = difference.bodies;
	const lines = [
		...(main ? [countsLine(main)] : []),
		...linesFromDifference(difference).flatMap(({ where, lines: all }) => {
			const written = shortened(all);
			return where === undefined ? written : [`in ${where}`, ...written.map((line) => `  ${line}`)];
		}),
	];
	return `${lines.join("\n")}\n`;
}

function shortened(lines: readonly DifferenceLine[]): string[] {
	const alike = Map.groupBy(lines, ({ kind }) => kind);
	return [...alike.values()].flatMap((all) => {
		const more = all.length - shownLines;
		return [...all.slice(0, shownLines).flatMap(written), ...(more > 0 ? [`  … and ${count(more)} more`] : [])];
	});
}

function written({ sign, text, details }: DifferenceLine): string[] {
	return [`${sign} ${text}`, ...details.map((detail) => `    ${detail}`)];
}
