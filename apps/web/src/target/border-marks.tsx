import type { BorderTarget } from "@suture/split";
import { useReactFlow, useViewport } from "@xyflow/react";
import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useMemo, useState } from "react";
import { useStore } from "zustand";
import { nodesOfBox } from "../canvas/ground-marks.ts";
import type { Hit, SceneIndex } from "../canvas/scene-index.ts";
import { bytesText } from "../panel/numbers.ts";
import type { SplitBoundary, SplitPreview } from "../surgeon/split-off.ts";
import { select } from "../workspace/workspace.ts";
import { type BorderPlace, borderPlaces, clustered } from "./border-places.ts";
import { partName, partNames } from "./part-names.ts";
import { targeting, wishSplit } from "./target-store.ts";
import "./border-marks.css";

/** The borders of a split on the graph: a mark on each value that crosses one, to drag elsewhere. */
export function BorderMarks({ index }: { readonly index: SceneIndex }) {
	const split = useStore(targeting, ({ isOpen, split: one }) => (isOpen ? one : undefined));
	return split ? <Marks index={index} split={split} /> : null;
}

interface Drag {
	readonly boundary: SplitBoundary;
	readonly from: { readonly x: number; readonly y: number };
	readonly to: { readonly x: number; readonly y: number };
	readonly aim: Aim | undefined;
}

const markWidth = 250;
/** Nearer than this a mark was clicked, not dragged. */
const leastDrag = 5;

function Marks({ index, split }: { readonly index: SceneIndex; readonly split: SplitPreview }) {
	const { x, y, zoom } = useViewport();
	const flow = useReactFlow();
	const places = useMemo(() => borderPlaces(index, split), [index, split]);
	const clusters = useMemo(() => clustered(places, zoom, markWidth), [places, zoom]);
	const [drag, setDrag] = useState<Drag>();
	const begin = (event: PointerEvent<HTMLElement>, boundary: SplitBoundary) => {
		if (event.button !== 0) return;
		event.stopPropagation();
		const from = { x: event.clientX, y: event.clientY };
		let latest: Drag | undefined;
		const follow = ({ clientX, clientY }: globalThis.PointerEvent) => {
			const to = { x: clientX, y: clientY };
			if (!latest && Math.hypot(to.x - from.x, to.y - from.y) < leastDrag) return;
			const at = flow.screenToFlowPosition(to);
			const aim = aimAt(index.at(at.x, at.y, 9 / flow.getZoom()), boundary, split);
			latest = { boundary, from, to, aim };
			setDrag(latest);
		};
		const stop = () => {
			window.removeEventListener("pointermove", follow);
			window.removeEventListener("pointerup", drop);
			window.removeEventListener("pointercancel", stop);
			window.removeEventListener("keydown", cancel, true);
			setDrag(undefined);
		};
		const drop = () => {
			stop();
			if (!latest) select({ kind: "value", value: boundary.value });
			else if (latest.aim) void wishSplit({ value: boundary.value, onto: latest.aim.onto });
		};
		const cancel = (key: globalThis.KeyboardEvent) => {
			if (key.key !== "Escape") return;
			key.stopPropagation();
			stop();
		};
		window.addEventListener("pointermove", follow);
		window.addEventListener("pointerup", drop);
		window.addEventListener("pointercancel", stop);
		window.addEventListener("keydown", cancel, true);
	};
	return (
		<>
			<div className="border-marks">
				{clusters.map((cluster) => (
					<Mark
						key={cluster[0]?.boundary.value}
						cluster={cluster}
						left={x + zoom * (cluster[0]?.x ?? 0)}
						top={y + zoom * (cluster[0]?.y ?? 0)}
						onGrab={begin}
					/>
				))}
			</div>
			{drag && <Dragged drag={drag} />}
		</>
	);
}

/** One mark for values that would lie over each other. The pointer selects or drags it; keys select it, or move the border. */
function Mark({
	cluster,
	left,
	top,
	onGrab,
}: {
	readonly cluster: readonly BorderPlace[];
	readonly left: number;
	readonly top: number;
	readonly onGrab: (event: PointerEvent<HTMLElement>, boundary: SplitBoundary) => void;
}) {
	const [first, ...others] = cluster;
	if (!first) return null;
	const { boundary } = first;
	const { value, from, to } = boundary;
	return (
		<button
			type="button"
			className="border-mark"
			style={{ transform: `translate(${left}px, ${top}px) translate(-14px, -50%)` }}
			title={cluster.map((one) => boundaryText(one.boundary)).join("\n")}
			aria-label={`${boundaryText(boundary)}. Arrow up and down move the border.`}
			data-testid="border-mark"
			data-value={value}
			onPointerDown={(event) => onGrab(event, boundary)}
			onClick={({ detail }) => detail === 0 && select({ kind: "value", value })}
			onKeyDown={(event) => void step(event, value)}
		>
			<GripVertical size={13} />
			<span className={`border-dot is-${from}`} />
			<span className={`border-dot is-${to.at(-1)}`} />
			<span className="border-name">{shortName(value)}</span>
			<span className="border-type">
				{boundary.as ?? boundary.type}
				{boundary.bytes === undefined ? "" : ` · ${bytesText(boundary.bytes)}`}
			</span>
			{others.length > 0 && <span className="border-more">+{others.length}</span>}
		</button>
	);
}

/** "x: float[1,8], 32 B, Engine → Back". */
function boundaryText({ value, type, as, bytes, from, to }: SplitBoundary): string {
	const size = bytes === undefined ? "" : `, ${bytesText(bytes)}`;
	const cast = as === undefined ? "" : ` as ${as}`;
	return `${value}: ${type}${cast}${size}, ${partName(from)} → ${to.map(partName).join(" and ")}`;
}

function shortName(value: string): string {
	return value.split("/").findLast((part) => part !== "") ?? value;
}

/** Arrow keys move the border by a node; the mark that comes then has the focus. */
async function step(event: KeyboardEvent, value: string): Promise<void> {
	const isUp = event.key === "ArrowUp" || event.key === "ArrowLeft";
	if (!isUp && event.key !== "ArrowDown" && event.key !== "ArrowRight") return;
	event.preventDefault();
	const before = new Set(targeting.getState().split?.boundaries.map((one) => one.value));
	if (!(await wishSplit({ value, onto: { step: isUp ? "up" : "down" } }))) return;
	const marks = [...document.querySelectorAll<HTMLElement>(".border-mark")];
	const fresh = marks.find((mark) => !before.has(mark.dataset["value"] ?? "")) ?? marks[0];
	fresh?.focus();
}

/** What a mark that is let go here would do. */
interface Aim {
	readonly onto: BorderTarget;
	readonly text: string;
	readonly isRefused: boolean;
}

function aimAt(hit: Hit | undefined, { value, from, to }: SplitBoundary, split: SplitPreview): Aim | undefined {
	if (hit?.kind === "line") {
		const isOther = hit.line.value !== value;
		return isOther
			? { onto: { value: hit.line.value }, text: `The border goes to ${shortName(hit.line.value)}`, isRefused: false }
			: undefined;
	}
	const nodes = hit?.kind === "box" ? nodesOfBox(hit.box) : [];
	if (hit?.kind !== "box" || nodes.length === 0) return undefined;
	const order = partNames.map(({ role }) => role);
	const below = nodes.filter((node) => order.indexOf(split.roles.get(node) ?? from) > order.indexOf(from));
	const role = below.length > 0 ? from : to[0];
	const moved = below.length > 0 ? below : nodes;
	if (role === undefined) return undefined;
	const refused = new Set(split.placed.map(({ node }) => node));
	const isRefused = role === "engine" && moved.some((node) => refused.has(node));
	const text = isRefused
		? `${hit.box.title} can't go to the engine: the target refuses it`
		: `${hit.box.title} goes to: ${partName(role)}`;
	return { onto: { nodes }, text, isRefused };
}

function Dragged({ drag: { from, to, aim } }: { readonly drag: Drag }) {
	return (
		<>
			<svg className="wire" aria-hidden="true">
				<path d={`M${from.x},${from.y} L${to.x},${to.y}`} />
				<circle cx={to.x} cy={to.y} r={5} />
			</svg>
			<div className={`border-aim${aim?.isRefused ? " is-refused" : ""}`} style={{ left: to.x + 14, top: to.y + 14 }}>
				{aim?.text ?? "Drag it onto a node or a line"}
			</div>
		</>
	);
}
