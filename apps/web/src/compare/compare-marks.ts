import type { Marks, Tint } from "../canvas/marks.ts";
import type { SceneIndex } from "../canvas/scene-index.ts";
import type { BoxId, Line } from "../scene/scene.ts";
import type { ComparedSide, Fate } from "../surgeon/compared.ts";

const none: ReadonlySet<never> = new Set();
const noProblems: Marks["problems"] = new Map();

/** What is lit on one of two pictures. */
export function compareMarks(
	index: SceneIndex,
	tint: Tint,
	selected: readonly BoxId[],
	hovered: BoxId | undefined,
): Marks {
	// The lines of several at once would hide what the colours of lines say.
	const [only] = selected.length === 1 ? selected : [];
	const lit = [only, hovered].flatMap((box) => (box === undefined ? [] : (index.linesOfBox.get(box) ?? [])));
	return {
		selected: new Set(selected),
		hovered,
		litValues: new Set(lit.map(({ value }) => value)),
		found: none,
		problems: noProblems,
		doomed: none,
		tint,
	};
}

/** The colours of the style sheet for what became of something. */
export type FateColors = Readonly<Record<Exclude<Fate, "same">, string>>;

export function readFateColors(): FateColors {
	const style = getComputedStyle(document.documentElement);
	const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
	return { added: color("added"), removed: color("removed"), changed: color("changed") };
}

/** What came, went and changed in its colours. A line has the colour of a node that came or went, at either end. */
export function fateTint({ fates, rewired }: ComparedSide, colors: FateColors): Tint {
	const boxes = new Map<BoxId, string>();
	for (const [box, fate] of fates) if (fate !== "same") boxes.set(box, colors[fate]);
	const turned = new Set(rewired.map(([value, taker]) => `${taker} ${value}`));
	const cameOrWent = (box: BoxId) => {
		const fate = fates.get(box);
		return fate === "added" || fate === "removed" ? colors[fate] : undefined;
	};
	const lineColor = ({ from, to, value }: Line) =>
		cameOrWent(from) ?? cameOrWent(to) ?? (turned.has(`${to} ${value}`) ? colors.changed : undefined);
	return { boxes, lineColor };
}
