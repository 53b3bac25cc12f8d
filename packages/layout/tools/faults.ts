import type { Box, Layout, LayoutInput } from "../src/index.ts";

const NEARLY = 1e-6;

/** What is wrong with a layout, in sentences; nothing, if all that a layout promises holds. */
export function faults(input: LayoutInput, placed: Layout): string[] {
	return [...boxFaults(input, placed), ...lineFaults(input, placed)];
}

function boxFaults(input: LayoutInput, { width, height, nodes, groups }: Layout): string[] {
	const found: string[] = [];
	const siblings = new Map<string | undefined, [string, Box][]>();
	const groupsById = new Map(input.groups.map((group) => [group.id, group]));
	const put = (id: string, box: Box, parent: string | undefined): void => {
		const inside = parent === undefined ? undefined : groups.get(parent);
		const header = (inside && parent !== undefined && groupsById.get(parent)?.headerHeight) || 0;
		const room = inside ?? { x: 0, y: 0, width, height };
		const fits =
			box.x >= room.x - NEARLY &&
			box.y >= room.y + header - NEARLY &&
			box.x + box.width <= room.x + room.width + NEARLY &&
			box.y + box.height <= room.y + room.height + NEARLY;
		if (!fits) found.push(`${id} stands out of ${parent ?? "the picture"}.`);
		const others = siblings.get(inside && parent) ?? [];
		for (const [other, otherBox] of others) if (overlap(box, otherBox)) found.push(`${id} lies over ${other}.`);
		siblings.set(inside && parent, [...others, [id, box]]);
	};
	for (const { id, group } of input.nodes) {
		const box = nodes.get(id);
		if (box !== undefined) put(id, box, group !== undefined && groups.get(group)?.open ? group : undefined);
	}
	for (const [id, box] of groups) {
		const parent = groupsById.get(id)?.parent;
		put(id, box, parent !== undefined && groups.get(parent)?.open && parent !== id ? parent : undefined);
	}
	return found;
}

function overlap(a: Box, b: Box): boolean {
	return (
		a.x < b.x + b.width - NEARLY &&
		b.x < a.x + a.width - NEARLY &&
		a.y < b.y + b.height - NEARLY &&
		b.y < a.y + a.height - NEARLY
	);
}

function lineFaults(input: LayoutInput, placed: Layout): string[] {
	const found: string[] = [];
	const edges = new Map(input.edges.map((edge) => [edge.id, edge]));
	for (const { id, to, points, back, drawFrom } of placed.edges) {
		const edge = edges.get(id);
		const target = edge?.to[to];
		const name = `${id} to ${target?.node}`;
		const from = boxOf(input, placed, edge?.from);
		const into = boxOf(input, placed, target?.node);
		const [x0 = 0, y0 = 0] = points;
		const [x1 = 0, y1 = 0] = points.slice(-2);
		if (from === undefined || into === undefined) found.push(`${name} leads to something that is not there.`);
		else {
			if (!isOn(from.box, x0, from.isNode ? edge?.fromX : undefined) || !isNear(y0, from.box.y + from.box.height))
				found.push(`${name} does not start at its source's bottom.`);
			if (!isOn(into.box, x1, into.isNode ? target?.toX : undefined) || !isNear(y1, into.box.y))
				found.push(`${name} does not end at its target's top.`);
		}
		if (drawFrom < 0 || drawFrom >= points.length / 2) found.push(`${name} is drawn from nowhere.`);
		if (!points.every(Number.isFinite)) found.push(`${name} has no place.`);
		for (let at = 2; at < points.length; at += 2) {
			const [fromX = 0, fromY = 0, toX = 0, toY = 0] = points.slice(at - 2, at + 2);
			if (Math.abs(fromX - toX) > 0.5 && !isNear(fromY, toY)) found.push(`${name} runs askew.`);
			if (!back && toY < fromY - NEARLY) found.push(`${name} runs upwards.`);
		}
	}
	return found;
}

function isNear(a: number, b: number): boolean {
	return Math.abs(a - b) < NEARLY;
}

function isOn(box: Box, x: number, fraction: number | undefined): boolean {
	if (fraction !== undefined) return isNear(x, box.x + fraction * box.width);
	return x >= box.x - NEARLY && x <= box.x + box.width + NEARLY;
}

/** The box that stands for a node: its own, or that of a closed group around it. */
function boxOf(
	input: LayoutInput,
	{ nodes, groups }: Layout,
	id: string | undefined,
): { box: Box; isNode: boolean } | undefined {
	const own = id === undefined ? undefined : nodes.get(id);
	if (own !== undefined) return { box: own, isNode: true };
	let group = input.nodes.find((node) => node.id === id)?.group;
	for (let steps = 0; group !== undefined && steps < 1000; steps++) {
		const box = groups.get(group);
		if (box !== undefined) return { box, isNode: false };
		group = input.groups.find((each) => each.id === group)?.parent;
	}
	return undefined;
}
