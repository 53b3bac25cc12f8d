import {
	ReactFlow,
	type ReactFlowInstance,
	ReactFlowProvider,
	useOnViewportChange,
	useReactFlow,
	type Viewport,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { BoxId, GroupBox, Scene } from "../scene/scene.ts";
import { useTheme } from "../shell/use-theme.ts";
import { examiner } from "../surgeon/connect.ts";
import { BorderMarks } from "../target/border-marks.tsx";
import { toggleNodes } from "../workspace/edit-nodes.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { type CameraWish, enterBody, goToNode, select, toggleGroup, togglePicked } from "../workspace/workspace.ts";
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
import { UnderPoint } from "./card-ports.tsx";
import type { Marks } from "./marks.ts";
import { paint } from "./paint.ts";
import { type Palette, readPalette } from "./palette.ts";
import { type Hit, type SceneIndex, sceneIndex } from "./scene-index.ts";
import { useLasso, useLassoMode } from "./use-lasso.ts";
import { useMarks } from "./use-marks.ts";
import { WireLayer } from "./wire-layer.tsx";
import "./graph-canvas.css";

const nodeTypes = { card: CardNode };
const noEdges: never[] = [];
/** More cards than this are not elements of the page at once; a large screen at the nearest zoom shows about 150. */
const mostCards = 400;

/** The graph: a picture that React Flow's camera moves over, with cards as elements where they are near enough to read. */
export function GraphCanvas() {
	const scene = useWorkspace((one) => one.scene);
	return scene ? (
		<ReactFlowProvider>
			<Stage scene={scene} />
		</ReactFlowProvider>
	) : null;
}

function Stage({ scene }: { readonly scene: Scene }) {
	const flow = useReactFlow();
	const index = useMemo(() => sceneIndex(scene), [scene]);
	const [hovered, setHovered] = useState<Hit>();
	const marks = useMarks(index, hovered);
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
	useCameraWishes(flow, index, host);

	const hitAt = (event: { clientX: number; clientY: number }): Hit | undefined => {
		const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
		return index.at(x, y, 7 / camera.current.zoom);
	};
	const isLasso = useLassoMode();
	const isRight = useWorkspace((one) => one.view.direction === "right");
	const under = (at: { readonly x: number; readonly y: number }) => {
		const hit = hitAt({ clientX: at.x, clientY: at.y });
		if (hit?.kind === "line") return { value: hit.line.value };
		if (hit?.kind !== "box" || hit.box.kind === "group") return undefined;
		return hit.box.kind === "node" ? { node: hit.box.node } : { value: hit.box.value };
	};
	const lasso = useLasso(index, (point) => flow.screenToFlowPosition(point));
	return (
		<div
			ref={host}
			{...lasso.handlers}
			className={`graph-canvas${hovered ? " is-over-something" : ""}${isLasso ? " is-lasso" : ""}${isRight ? " is-right" : ""}`}
			data-testid="graph"
			onDoubleClick={(event) => onDoubleClick(hitAt(event))}
			onMouseLeave={() => setHovered(undefined)}
			role="application"
			aria-label="The graph"
		>
			<canvas ref={canvas} className="graph-picture" />
			{lasso.rectangle && (
				<div
					className="lasso"
					style={{
						left: lasso.rectangle.x,
						top: lasso.rectangle.y,
						width: lasso.rectangle.width,
						height: lasso.rectangle.height,
					}}
				/>
			)}
			<UnderPoint value={under}>
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
					onPaneClick={(event) => onClick(hitAt(event), event)}
					onNodeClick={(event, node) => {
						const box = index.boxes.get(node.id);
						onClick(box && { kind: "box", box }, event);
					}}
					onPaneMouseMove={(event) => {
						const hit = hitAt(event);
						if (keyOf(hit) !== keyOf(hovered)) setHovered(hit);
					}}
					onNodeMouseEnter={(_, node) => {
						const box = index.boxes.get(node.id);
						setHovered(box && { kind: "box", box });
					}}
				/>
			</UnderPoint>
			<BorderMarks index={index} />
			<WireLayer />
		</div>
	);
}

function keyOf(hit: Hit | undefined): string {
	if (!hit) return "";
	return hit.kind === "box" ? hit.box.id : hit.kind === "line" ? `l${hit.line.value}` : `f${hit.frame.path}`;
}

function onClick(hit: Hit | undefined, event: Pick<MouseEvent, "shiftKey">): void {
	if (!hit) select({ kind: "nothing" });
	else if (hit.kind === "line") onValue(hit.line.value, event, readerOf(hit.line.to));
	else if (hit.kind === "frame") select({ kind: "group", path: hit.frame.path });
	else if (hit.box.kind === "node") onNode(hit.box.node, event);
	else if (hit.box.kind === "group") onGroup(hit.box, event);
	else onValue(hit.box.value, event);
}

/** A click selects; with Shift it adds to what is selected, or takes off. */
function onNode(node: number, { shiftKey }: Pick<MouseEvent, "shiftKey">): void {
	if (shiftKey) void toggleNodes([node]);
	else select({ kind: "node", node });
}

function onGroup({ path, inside }: GroupBox, { shiftKey }: Pick<MouseEvent, "shiftKey">): void {
	if (shiftKey) void toggleNodes(inside);
	else select({ kind: "group", path });
}

/** A click selects a value; with Shift it is chosen besides those that are. */
function onValue(value: string, { shiftKey }: Pick<MouseEvent, "shiftKey">, reader?: number): void {
	if (shiftKey) togglePicked(value);
	else select({ kind: "value", value, ...(reader === undefined ? {} : { reader }) });
}

/** The node at the end of a line; none when a closed module or an output is there. */
function readerOf(box: BoxId): number | undefined {
	return box.startsWith("n") ? Number(box.slice(1)) : undefined;
}

function onDoubleClick(hit: Hit | undefined): void {
	if (hit?.kind === "frame") void toggleGroup(hit.frame.path);
	else if (hit?.kind === "box" && hit.box.kind === "group") void toggleGroup(hit.box.path);
	else if (hit?.kind === "box" && hit.box.kind === "node" && hit.box.bodies > 0) void goInside(hit.box.node);
}

async function goInside(node: number): Promise<void> {
	const described = await examiner.describeNode(node);
	const body = described?.attributes.flatMap(({ bodies }) => bodies)[0];
	if (body !== undefined) await enterBody(body);
	else await goToNode(node);
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
		const data = { box, isSelected: marks.selected.has(box.id), isDoomed: marks.doomed.has(box.id) };
		const isKnown =
			known?.data.box === box && known.data.isSelected === data.isSelected && known.data.isDoomed === data.isDoomed;
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
	flow: ReactFlowInstance,
	index: SceneIndex,
	host: { readonly current: HTMLDivElement | null },
): void {
	const wish = useWorkspace((one) => one.camera);
	const granted = useRef<CameraWish>(undefined);
	useEffect(() => {
		if (!host.current) return;
		const screen = { width: host.current.clientWidth, height: host.current.clientHeight };
		const now = flow.getViewport();
		if (wish && wish !== granted.current) {
			granted.current = wish;
			const camera = cameraFor(wish, index, screen, now);
			const isSudden = wish.to === "start" || wish.to === "nearer";
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
