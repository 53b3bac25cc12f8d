import type { Severity } from "@suture/problems";
import type { BoxId, Line } from "../scene/scene.ts";
import type { GroundMarks } from "./ground-marks.ts";

/** What is lit on the picture besides the network itself. */
export interface Marks {
	readonly selected: ReadonlySet<BoxId>;
	readonly hovered: BoxId | undefined;
	/** Values whose lines are lit: selected ones, those of the selected box, the one under the pointer. */
	readonly litValues: ReadonlySet<string>;
	/** What a search found, and what an action that is being looked at would change. */
	readonly found: ReadonlySet<BoxId>;
	/** What TensorRT thinks: the gravest of a box. */
	readonly problems: ReadonlyMap<BoxId, Severity>;
	/** What an action that is being looked at would take away. */
	readonly doomed: ReadonlySet<BoxId>;
	/** The parts of a split that is being looked at, or what a target thinks. */
	readonly grounds?: GroundMarks | undefined;
	/** Colours that say something of boxes and lines, as in a comparison. */
	readonly tint?: Tint;
}

/** What has no colour here is dim. */
export interface Tint {
	/** CSS colours. */
	readonly boxes: ReadonlyMap<BoxId, string>;
	readonly lineColor: (line: Line) => string | undefined;
}
