import type { Category } from "@suture/ops";
import type { Ground } from "./ground-marks.ts";

/** Colours of the picture, read from the style sheet, so that page and painter agree. */
export interface Palette {
	readonly background: string;
	readonly card: string;
	readonly border: string;
	readonly text: string;
	readonly dim: string;
	readonly faint: string;
	readonly line: string;
	readonly accent: string;
	readonly onColor: string;
	readonly error: string;
	readonly warning: string;
	readonly frames: readonly string[];
	readonly frameBorder: string;
	readonly end: string;
	readonly category: Readonly<Record<Category, string>>;
	/** What lies behind nodes, and these nodes from far away. */
	readonly ground: Readonly<Record<Ground, { readonly soft: string; readonly strong: string }>>;
}

const categories: readonly Category[] = [
	"convolution",
	"matrix",
	"activation",
	"normalization",
	"pooling",
	"shape",
	"elementwise",
	"logic",
	"reduction",
	"control",
	"quantization",
	"constant",
	"detection",
	"recurrent",
	"sequence",
	"other",
];

/** The palette as the style sheet has it now: call again when the theme changes. */
export function readPalette(): Palette {
	const style = getComputedStyle(document.documentElement);
	const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
	const ground = (name: string) => ({ soft: color(`${name}-soft`), strong: color(name) });
	return {
		background: color("canvas"),
		card: color("card"),
		border: color("card-border"),
		text: color("text"),
		dim: color("text-dim"),
		faint: color("text-faint"),
		line: color("line"),
		accent: color("accent"),
		onColor: color("on-color"),
		error: color("error"),
		warning: color("warning"),
		frames: [color("frame-0"), color("frame-1")],
		frameBorder: color("frame-border"),
		end: color("end"),
		category: Object.fromEntries(categories.map((name) => [name, color(`op-${name}`)])) as Record<Category, string>,
		ground: {
			pre: ground("part-pre"),
			engine: ground("part-engine"),
			post: ground("part-post"),
			refused: ground("error"),
			doubtful: ground("warning"),
			accepted: ground("success"),
		},
	};
}
