import type { Attachment, Link, Tower } from "./layers.ts";

// In px; closer lines could not be told apart, so they are drawn as one.
const LEAST_DISTANCE = 4;

/** Spreads the attachments that may go anywhere over an item's top and bottom, in the order of what they lead to.
 *  The straight one goes to the middle, so that a line through many items does not wander sideways. */
export function spreadFreePorts(towers: Iterable<Tower>, straight: ReadonlySet<Link>): void {
	for (const { top, bottom } of towers) {
		if (top.up.length > 0)
			spread(
				top.up,
				(link) => link.below,
				(link) => placeOf(link, "upper"),
				straight,
				top.halfWidth,
			);
		if (bottom.down.length > 0)
			spread(
				bottom.down,
				(link) => link.above,
				(link) => placeOf(link, "lower"),
				straight,
				bottom.halfWidth,
			);
	}
}

function placeOf(link: Link, far: "upper" | "lower"): number {
	return link[far].place + (far === "upper" ? link.above.dx : link.below.dx) / (4 * link[far].halfWidth + 1);
}

function spread(
	links: readonly Link[],
	near: (link: Link) => Attachment,
	far: (link: Link) => number,
	straight: ReadonlySet<Link>,
	halfWidth: number,
): void {
	const spots = new Map<Attachment, { sum: number; count: number; straight: boolean }>();
	for (const link of links) {
		const attachment = near(link);
		if (!attachment.free) continue;
		const spot = spots.get(attachment) ?? { sum: 0, count: 0, straight: false };
		spot.sum += far(link);
		spot.count++;
		spot.straight ||= straight.has(link);
		spots.set(attachment, spot);
	}
	if (spots.size * LEAST_DISTANCE > 2 * halfWidth) {
		for (const attachment of spots.keys()) Object.assign(attachment, { dx: 0, comb: true });
		return;
	}
	const sorted = [...spots].sort(([, a], [, b]) => a.sum / a.count - b.sum / b.count);
	const middle = sorted.findIndex(([, spot]) => spot.straight);
	for (const [index, [attachment]] of sorted.entries()) {
		if (middle < 0) attachment.dx = halfWidth * ((2 * (index + 1)) / (sorted.length + 1) - 1);
		else if (index < middle) attachment.dx = halfWidth * ((index + 1) / (middle + 1) - 1);
		else attachment.dx = (halfWidth * (index - middle)) / (sorted.length - middle);
	}
}
