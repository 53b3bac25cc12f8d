import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { ChevronRight } from "lucide-react";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { Camera, Screen } from "../canvas/camera.ts";
import type { Marks } from "../canvas/marks.ts";
import { type Hit, type SceneIndex, sceneIndex } from "../canvas/scene-index.ts";
import { Stage } from "../canvas/stage.tsx";
import type { Place } from "../scene/scene.ts";
import { useTheme } from "../shell/use-theme.ts";
import type { ComparedBody, ComparedSide, Partner, SideName, Sides } from "../surgeon/compared.ts";
import type { Measured } from "../surgeon/measured.ts";
import { compareMarks, fateTint, readFateColors } from "./compare-marks.ts";
import { enterBody, enterNode, selectBox, selectNode, selectNothing, setGroup } from "./compare-store.ts";
import { errorTint } from "./error-tint.ts";
import { cameraOn, followFrom, middleOf, middleSeen, partnersBy } from "./follow.ts";
import { numbers } from "./numbers-store.ts";
import { otherSide, sideNames } from "./sides.ts";
import { useComparing } from "./use-comparing.ts";

/** A picture whose camera can be moved from outside. */
interface View {
	readonly screen: () => Screen;
	readonly camera: () => Camera;
	readonly move: (camera: Camera, durationMs: number) => void;
}

type Views = RefObject<{ before: View | undefined; after: View | undefined }>;

/** The two bodies side by side. Moving one moves the other, so that what is in the middle of one is in the middle of both. */
export function TwoPictures({ body }: { readonly body: ComparedBody }) {
	const views: Views = useRef({ before: undefined, after: undefined });
	const [hovered, setHovered] = useState<{ readonly side: SideName; readonly hit: Hit | undefined }>();
	const indices: Sides<SceneIndex | undefined> = useMemo(
		() => ({
			before: body.before && sceneIndex(body.before.scene),
			after: body.after && sceneIndex(body.after.scene),
		}),
		[body],
	);
	const follow = useMemo(() => followBoth(indices, body.partners), [indices, body]);
	const partners = useMemo(
		() => ({ before: partnersBy("before", body.partners), after: partnersBy("after", body.partners) }),
		[body],
	);
	useFocus(views, indices, follow);
	const onMove = (side: SideName, camera: Camera, screen: Screen) => {
		const other = views.current[otherSide(side)];
		const there = follow[side]?.(middleSeen(camera, screen));
		if (other && there) other.move(cameraOn(there, camera.zoom, other.screen()), 0);
	};
	const hoveredBox = hovered?.hit?.kind === "box" ? hovered.hit.box.id : undefined;
	return (
		<div className="compare-pictures">
			{sideNames.map((side) => {
				const own = body[side];
				const index = indices[side];
				if (!own || !index) return <Missing key={side} side={side} />;
				return (
					<ReactFlowProvider key={side}>
						<Picture
							side={side}
							own={own}
							index={index}
							views={views}
							partners={partners[side]}
							hovered={hovered?.side === side ? hoveredBox : partners[otherSide(side)].get(hoveredBox ?? "")}
							isOver={hovered?.side === side && hovered.hit !== undefined}
							onHover={(hit) => setHovered({ side, hit })}
							onMove={(camera, screen) => onMove(side, camera, screen)}
						/>
					</ReactFlowProvider>
				);
			})}
		</div>
	);
}

const titles: Sides<string> = { before: "Before", after: "After" };

function Missing({ side }: { readonly side: SideName }) {
	return (
		<div className="compare-picture compare-missing">
			<p>This body is not there {side}.</p>
		</div>
	);
}

function followBoth(indices: Sides<SceneIndex | undefined>, partners: readonly Partner[]) {
	const { before, after } = indices;
	if (!before || !after) return { before: undefined, after: undefined };
	return {
		before: followFrom("before", before, after, partners),
		after: followFrom("after", after, before, partners),
	};
}

/** Brings what was chosen into the middle on both sides; where it is not there, what lies around it. */
function useFocus(views: Views, indices: Sides<SceneIndex | undefined>, follow: ReturnType<typeof followBoth>): void {
	const focus = useComparing((one) => one.focus);
	const granted = useRef<typeof focus>(undefined);
	useEffect(() => {
		if (!focus || focus === granted.current) return;
		granted.current = focus;
		const boxesOf = (side: SideName) => focus[side].flatMap((box) => indices[side]?.boxes.get(box) ?? []);
		const zoom = zoomFor(
			views,
			sideNames.map((side) => aroundAll(boxesOf(side))),
		);
		// Of a place that is too large to be read as a whole its beginning is shown.
		const placeOf = (side: SideName) => {
			const all = aroundAll(boxesOf(side));
			return zoom > farthestZoom ? all : boxesOf(side)[0];
		};
		for (const side of sideNames) {
			const view = views.current[side];
			const [own, other] = [placeOf(side), placeOf(otherSide(side))];
			const there = own ? middleOf(own) : other && follow[otherSide(side)]?.(middleOf(other));
			if (view && there) view.move(cameraOn(there, zoom, view.screen()), 250);
		}
	}, [focus, views, indices, follow]);
}

function aroundAll(boxes: readonly Place[]): Place | undefined {
	if (boxes.length === 0) return undefined;
	const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
	const right = Math.max(...boxes.map((box) => box.x + box.width));
	const bottom = Math.max(...boxes.map((box) => box.y + box.height));
	return { x, y, width: right - x, height: bottom - y };
}

/** The zoom at which places are whole on their screens; as it is now where that is near enough to read them. */
function zoomFor({ current }: Views, places: readonly (Place | undefined)[]): number {
	const fits = sideNames.flatMap((side, i) => {
		const [view, place] = [current[side], places[i]];
		if (!view || !place) return [];
		const { width, height } = view.screen();
		return Math.min(width / (place.width + 80), height / (place.height + 80));
	});
	const now = (current.after ?? current.before)?.camera().zoom ?? 1;
	return Math.max(farthestZoom, Math.min(...fits, Math.min(1.1, Math.max(0.8, now))));
}

/** From here on a place can be recognised. */
const farthestZoom = 0.4;

/** What was measured, while it gives the pictures their colours. */
function useMeasured(): Measured | undefined {
	const isShown = useComparing((one) => one.panel === "numbers");
	return useStore(numbers, ({ phase }) => (isShown && phase.at === "measured" ? phase.measured : undefined));
}

const noBoxes: readonly string[] = [];

interface PictureProps {
	readonly side: SideName;
	readonly own: ComparedSide;
	readonly index: SceneIndex;
	readonly views: Views;
	readonly partners: ReadonlyMap<string, string>;
	readonly hovered: string | undefined;
	readonly isOver: boolean;
	readonly onHover: (hit: Hit | undefined) => void;
	readonly onMove: (camera: Camera, screen: Screen) => void;
}

function Picture({ side, own, index, views, partners, hovered, isOver, onHover, onMove }: PictureProps) {
	const flow = useReactFlow();
	const host = useRef<HTMLDivElement>(null);
	const theme = useTheme();
	const wish = useComparing((one) => one.wish);
	const selected = useComparing((one) => one.selected?.[side]) ?? noBoxes;
	const measured = useMeasured();
	const measure = useStore(numbers, (one) => one.measure);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours.
	const tint = useMemo(
		() => (measured ? errorTint(side, index, measured.values, measure) : fateTint(own, readFateColors())),
		[side, index, own, measured, measure, theme],
	);
	const marks: Marks = useMemo(() => compareMarks(index, tint, selected, hovered), [index, tint, selected, hovered]);
	useEffect(() => {
		const { current } = views;
		current[side] = {
			screen: () => ({ width: host.current?.clientWidth ?? 1, height: host.current?.clientHeight ?? 1 }),
			camera: () => flow.getViewport(),
			move: (camera, duration) => void flow.setViewport(camera, { duration }),
		};
		return () => {
			current[side] = undefined;
		};
	}, [flow, side, views]);
	const onPick = (hit: Hit | undefined) => {
		if (hit?.kind === "box" && hit.box.kind === "node") void selectNode(side, hit.box.node, false);
		else if (hit?.kind === "box") selectBox(side, hit.box.id, partners.get(hit.box.id));
		else selectNothing();
	};
	const onOpen = (hit: Hit | undefined) => {
		if (hit?.kind === "frame") setGroup(hit.frame.path, false);
		else if (hit?.kind === "box" && hit.box.kind === "group") setGroup(hit.box.path, true);
		else if (hit?.kind === "box" && hit.box.kind === "node") enterNode(side, hit.box.node);
	};
	return (
		<div className="compare-picture" ref={host}>
			<Stage
				index={index}
				marks={marks}
				wish={wish}
				label={titles[side]}
				testId={`compare-${side}`}
				{...(isOver ? { className: "is-over-something" } : {})}
				onHover={onHover}
				onPick={onPick}
				onOpen={onOpen}
				onMove={onMove}
			/>
			<nav className="compare-title" aria-label={titles[side]}>
				<span className="compare-title-side">{titles[side]}</span>
				{own.scene.trail.length > 1 &&
					own.scene.trail.map(({ body, title }) => (
						<span key={body}>
							<ChevronRight size={12} />
							<button type="button" onClick={() => enterBody(side, body)}>
								{title}
							</button>
						</span>
					))}
			</nav>
		</div>
	);
}
