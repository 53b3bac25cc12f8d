/** The typefaces of cards; the page's style sheet says the same. */
export const titleFont = '600 13px "Inter Variable", system-ui, sans-serif';
export const rowFont = '400 11px "Inter Variable", system-ui, sans-serif';

/** Widths of texts in px. A worker has no page to measure in, but it can have a canvas. */
export function textMeter(): (text: string, font: string) => number {
	const context = new OffscreenCanvas(1, 1).getContext("2d");
	const known = new Map<string, number>();
	return (text, font) => {
		const key = `${font}|${text}`;
		let width = known.get(key);
		if (width === undefined) {
			if (context) context.font = font;
			width = context?.measureText(text).width ?? text.length * 7;
			known.set(key, width);
		}
		return width;
	};
}
