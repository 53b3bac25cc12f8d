import type { NodeId } from "@suture/graph";
import { useMemo } from "react";
import { chosenPlaces, useFinding } from "./find-store.ts";

/** What finding lights on the picture. */
export interface PlaceMarks {
	readonly found: readonly NodeId[];
	/** The place that was gone to, or that the pointer is on. */
	readonly current: readonly NodeId[];
	/** What would go without another node in its place. */
	readonly gone: readonly NodeId[];
}

const none: PlaceMarks = { found: [], current: [], gone: [] };

export function usePlaceMarks(): PlaceMarks {
	const isOpen = useFinding((one) => one.isOpen);
	const found = useFinding((one) => one.found);
	const leftOut = useFinding((one) => one.leftOut);
	const at = useFinding((one) => one.at);
	const lit = useFinding((one) => one.lit);
	const preview = useFinding((one) => one.preview);
	return useMemo(() => {
		if (!isOpen || !found) return none;
		return {
			found: chosenPlaces({ found, leftOut }).flatMap(({ nodes }) => nodes),
			current: [...(found.places[at]?.nodes ?? []), ...lit],
			gone: preview?.at === "possible" ? preview.gone : [],
		};
	}, [isOpen, found, leftOut, at, lit, preview]);
}
