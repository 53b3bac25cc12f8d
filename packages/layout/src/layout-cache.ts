import { type Earlier, earlierPlaces } from "./earlier.ts";
import type { Arrangement, End, Frame, Item, Wire } from "./frame.ts";
import type { Spacing } from "./spacing.ts";

/** What earlier calls of `layout` found, group by group. Make one for each picture and pass it with every call. */
export interface LayoutCache {
	readonly [brand]: Map<string | undefined, Entry>;
}

const brand: unique symbol = Symbol("layout cache");

interface Entry {
	readonly frame: Frame;
	readonly pitch: number;
	readonly spacing: Spacing;
	readonly arrangement: Arrangement;
}

export function createLayoutCache(): LayoutCache {
	return { [brand]: new Map() };
}

/** The arrangement from last time, if the frame is still the same; otherwise makes a new one, which may follow the one
 *  from last time, and keeps it. */
export function arrangeOnce(
	cache: LayoutCache,
	group: string | undefined,
	{ frame, pitch, spacing }: Omit<Entry, "arrangement">,
	arrange: (earlier: Earlier | undefined) => Arrangement,
): Arrangement {
	const known = cache[brand].get(group);
	const isSame = known?.pitch === pitch && sameSpacing(known.spacing, spacing) && sameFrame(known.frame, frame);
	if (known !== undefined && isSame) return known.arrangement;
	const arrangement = arrange(known === undefined ? undefined : earlierPlaces(known.frame, known.arrangement));
	cache[brand].set(group, { frame, pitch, spacing, arrangement });
	return arrangement;
}

function sameSpacing(a: Spacing, b: Spacing): boolean {
	return (Object.keys(a) as (keyof Spacing)[]).every((name) => a[name] === b[name]);
}

function sameFrame(a: Frame, b: Frame): boolean {
	return (
		a.isPicture === b.isPicture &&
		a.roomAbove === b.roomAbove &&
		a.roomLeft === b.roomLeft &&
		a.leastWidth === b.leastWidth &&
		a.leastHeight === b.leastHeight &&
		sameList(a.items, b.items, sameItem) &&
		sameList(a.wires, b.wires, sameWire)
	);
}

function sameList<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean {
	return a.length === b.length && a.every((each, index) => same(each, b[index] ?? each));
}

function sameItem(a: Item, b: Item): boolean {
	return (
		a.key === b.key && a.kind === b.kind && a.width === b.width && a.height === b.height && a.recency === b.recency
	);
}

function sameWire(a: Wire, b: Wire): boolean {
	return a.key === b.key && a.weight === b.weight && sameEnd(a.from, b.from) && sameList(a.to, b.to, sameEnd);
}

function sameEnd(a: End, b: End): boolean {
	return a.item.index === b.item.index && a.x === b.x;
}
