import { ReactFlow, type ReactFlowInstance, useOnViewportChange, useReactFlow, type Viewport } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { type HTMLAttributes, type MouseEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useTheme } from "../shell/use-theme.ts";
import type { CameraWish } from "../workspace/workspace.ts";
import {
	type Camera,
	cameraAtZoom,
	cameraForAll,
	cameraForBox,
	cameraForStart,
	largestZoom,
	readableZoom,
	type Screen,
	smallestZoom,
	visibleArea,
} from "./camera.ts";
import { type CardFlowNode, CardNode } from "./card-node.tsx";
import type { Marks } from "./marks.ts";
import { paint } from "./paint.ts";
import { type Palette, readPalette } from "./palette.ts";
import type { Hit, SceneIndex } from "./scene-index.ts";
import "./graph-canvas.css";

const nodeTypes = { card: CardNode };
const noEdges: never[] = [];
/** More cards than this are not elements of the page at once; a large screen at the nearest zoom shows about 150. */
const mostCards = 400;

export interface StageProps {
	readonly index: SceneIndex;
	readonly marks: Marks;
	/** Where the camera shall go; each object once. */
	readonly wish: CameraWish | undefined;
	readonly label: string;
	readonly testId: string;
	readonly className?: string;
	/** What else the element around the picture listens to. */
	readonly handlers?: HTMLAttributes<HTMLElement>;
	/** What lies over the picture. */
	readonly children?: ReactNode;
	readonly onHover: (hit: Hit | undefined) => void;
	readonly onPick: (hit: Hit | undefined, event: MouseEvent) => void;
	/** A double click. */
	readonly onOpen: (hit: Hit | undefined) => void;
	/** Told when a person moved the camera. */
	readonly onMove?: (camera: Camera, screen: Screen) => void;
}

/** A picture that React Flow's camera moves over, with cards as elements where they are near enough to read. It knows of no model:
 *  what it shows and lights is given. Stands inside of a ReactFlowProvider. */
export function Stage(props: StageProps) {
	const { index, marks, wish, onHover, onPick, onOpen, onMove } = props;
	const flow = useReactFlow();
	const theme = useTheme();
	const host = useRef<HTMLDivElement>(null);
	const canvas = useRef<HTMLCanvasElement>(null);
	const palette = useRef<Palette | undefined>(undefined);
	const [cards, setCards] = useState<CardFlowNode[]>([]);
	const camera = useRef<Camera>({ x: 0, y: 0, zoom: 1 });
	const frame = useRef(0);
	const latest = useRef({ index, marks });
	latest.current = { index, marks };

	const draw = useCallback(() => {
		frame.current = 0;
		const target = canvas.current;
		const context = target?.getContext("2d", { alpha: false });
		if (!target || !context || !host.current) return;
		const screen = fitCanvas(target, host.current);
		palette.current ??= readPalette();
		const { index: shown, marks: lit } = latest.current;
		paint(context, shown, camera.current, screen, devicePixelRatio, lit, palette.current);
		target.dataset["painted"] = String(shown.scene.revision);
		setCards((before) => cardsFor(shown, camera.current, screen, lit, before));
	}, []);
	const redraw = useCallback(() => {
		frame.current ||= requestAnimationFrame(draw);
	}, [draw]);

	useOnViewportChange({
		onChange: useCallback(
			(viewport: Viewport) => {
				camera.current = viewport;
				redraw();
			},
			[redraw],
		),
	});
	// biome-ignore lint/correctness/useExhaustiveDependencies: what changed is read through `latest`; here it only starts the painting.
	useEffect(redraw, [redraw, index, marks]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another theme means other colours in the style sheet.
	useEffect(() => {
		palette.current = undefined;
		redraw();
	}, [theme, redraw]);
	useEffect(() => {
		const observer = new ResizeObserver(redraw);
		if (host.current) observer.observe(host.current);
		return () => observer.disconnect();
	}, [redraw]);
	useCameraWishes(wish, flow, index, host);

	const hovered = useRef("");
	const hover = (hit: Hit | undefined) => {
		if (keyOf(hit) === hovered.current) return;
		hovered.current = keyOf(hit);
		onHover(hit);
	};
	const hitAt = (event: { clientX: number; clientY: number }) => hitUnder(flow, index, event);
	return (
		<div
			ref={host}
			{...props.handlers}
			className={`graph-canvas ${props.className ?? ""}`}
			data-testid={props.testId}
			onDoubleClick={(event) => onOpen(hitAt(event))}
			onMouseLeave={() => hover(undefined)}
			role="application"
			aria-label={props.label}
		>
			<canvas ref={canvas} className="graph-picture" />
			<ReactFlow
				nodes={cards}
				edges={noEdges}
				nodeTypes={nodeTypes}
				minZoom={smallestZoom}
				maxZoom={largestZoom}
				nodesDraggable={false}
				nodesConnectable={false}
				elementsSelectable={false}
				deleteKeyCode={null}
				selectionKeyCode={null}
				multiSelectionKeyCode={null}
				zoomOnDoubleClick={false}
				disableKeyboardA11y
				proOptions={{ hideAttribution: true }}
				onMove={(event, viewport) => {
					const { current } = host;
					if (event && current && onMove)
						onMove(viewport, { width: current.clientWidth, height: current.clientHeight });
				}}
				onPaneClick={(event) => onPick(hitAt(event), event)}
				onNodeClick={(event, node) => {
					const box = index.boxes.get(node.id);
					onPick(box && { kind: "box", box }, event);
				}}
				onPaneMouseMove={(event) => hover(hitAt(event))}
				onNodeMouseEnter={(_, node) => {
					const box = index.boxes.get(node.id);
					hover(box && { kind: "box", box });
				}}
			/>
			{props.children}
		</div>
	);
}

/** What lies under a point of the page. */
export function hitUnder(
	flow: Pick<ReactFlowInstance, "screenToFlowPosition" | "getZoom">,
	index: SceneIndex,
	at: { readonly clientX: number; readonly clientY: number },
): Hit | undefined {
	const { x, y } = flow.screenToFlowPosition({ x: at.clientX, y: at.clientY });
	return index.at(x, y, 7 / flow.getZoom());
}

function keyOf(hit: Hit | undefined): string {
	if (!hit) return "";
	return hit.kind === "box" ? hit.box.id : hit.kind === "line" ? `l${hit.line.value}` : `f${hit.frame.path}`;
}

/** Gives the canvas as many pixels as the screen shows of it. */
function fitCanvas(canvas: HTMLCanvasElement, host: HTMLElement): Screen {
	const { clientWidth: width, clientHeight: height } = host;
	const [pixelWidth, pixelHeight] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
	if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
		canvas.width = pixelWidth;
		canvas.height = pixelHeight;
	}
	return { width, height };
}

/** The boxes that shall be elements of the page now; the same array when they are the same as before. */
function cardsFor(
	index: SceneIndex,
	camera: Camera,
	screen: Screen,
	marks: Marks,
	before: CardFlowNode[],
): CardFlowNode[] {
	const boxes = camera.zoom < readableZoom ? [] : index.boxesIn(visibleArea(camera, screen, 120)).slice(0, mostCards);
	const old = new Map(before.map((node) => [node.id, node]));
	const cards = boxes.map((box): CardFlowNode => {
		const known = old.get(box.id);
		const tint = marks.tint && (marks.tint.boxes.get(box.id) ?? "");
		const data = { box, isSelected: marks.selected.has(box.id), isDoomed: marks.doomed.has(box.id), tint };
		const isKnown =
			known?.data.box === box &&
			known.data.isSelected === data.isSelected &&
			known.data.isDoomed === data.isDoomed &&
			known.data.tint === tint;
		if (known && isKnown) return known;
		const { id, x, y, width, height } = box;
		const label = box.kind === "node" ? `${box.title} ${box.name}` : box.title;
		return { id, type: "card", position: { x, y }, width, height, data, ariaLabel: label };
	});
	const same = cards.length === before.length && cards.every((card, i) => card === before[i]);
	return same ? before : cards;
}

/** Moves the camera when somebody asks for it; also when an edit took away all that was on the screen: to the beginning. */
function useCameraWishes(
	wish: CameraWish | undefined,
	flow: ReactFlowInstance,
	index: SceneIndex,
	host: { readonly current: HTMLDivElement | null },
): void {
	const granted = useRef<CameraWish>(undefined);
	useEffect(() => {
		if (!host.current) return;
		const screen = { width: host.current.clientWidth, height: host.current.clientHeight };
		const now = flow.getViewport();
		if (wish && wish !== granted.current) {
			const isFirst = granted.current === undefined;
			granted.current = wish;
			const camera = cameraFor(wish, index, screen, now);
			const isSudden = isFirst || wish.to === "start" || wish.to === "nearer";
			if (camera) void flow.setViewport(camera, { duration: isSudden ? 0 : 250 });
		} else if (index.boxesIn(visibleArea(now, screen)).length === 0) {
			void flow.setViewport(cameraForStart(index.scene, index.scene.boxes[0], screen));
		}
	}, [wish, flow, index, host]);
}

function cameraFor(wish: CameraWish, index: SceneIndex, screen: Screen, now: Camera): Camera | undefined {
	switch (wish.to) {
		case "all":
			return cameraForAll(index.scene, screen);
		case "start":
			return cameraForStart(index.scene, index.scene.boxes[0], screen);
		case "nearer":
			return cameraAtZoom(now.zoom * wish.times, screen, now);
		case "true size":
			return cameraAtZoom(1, screen, now);
		case "box": {
			const box = index.boxes.get(wish.box);
			return box && cameraForBox(box, screen, now);
		}
	}
}
