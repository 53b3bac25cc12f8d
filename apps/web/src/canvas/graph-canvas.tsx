import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { type MouseEvent, useMemo, useState } from "react";
import type { BoxId, GroupBox, Scene } from "../scene/scene.ts";
import { examiner } from "../surgeon/connect.ts";
import { BorderMarks } from "../target/border-marks.tsx";
import { toggleNodes } from "../workspace/edit-nodes.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { enterBody, goToNode, select, toggleGroup, togglePicked } from "../workspace/workspace.ts";
import { UnderPoint } from "./card-ports.tsx";
import { type Hit, sceneIndex } from "./scene-index.ts";
import { hitUnder, Stage } from "./stage.tsx";
import { useLasso, useLassoMode } from "./use-lasso.ts";
import { useMarks } from "./use-marks.ts";
import { WireLayer } from "./wire-layer.tsx";

/** The graph that is worked on. */
export function GraphCanvas() {
	const scene = useWorkspace((one) => one.scene);
	return scene ? (
		<ReactFlowProvider>
			<WorkStage scene={scene} />
		</ReactFlowProvider>
	) : null;
}

function WorkStage({ scene }: { readonly scene: Scene }) {
	const flow = useReactFlow();
	const index = useMemo(() => sceneIndex(scene), [scene]);
	const [hovered, setHovered] = useState<Hit>();
	const marks = useMarks(index, hovered);
	const wish = useWorkspace((one) => one.camera);
	const isLasso = useLassoMode();
	const isRight = useWorkspace((one) => one.view.direction === "right");
	const under = (at: { readonly x: number; readonly y: number }) => {
		const hit = hitUnder(flow, index, { clientX: at.x, clientY: at.y });
		if (hit?.kind === "line") return { value: hit.line.value };
		if (hit?.kind !== "box" || hit.box.kind === "group") return undefined;
		return hit.box.kind === "node" ? { node: hit.box.node } : { value: hit.box.value };
	};
	const { handlers, rectangle } = useLasso(index, (point) => flow.screenToFlowPosition(point));
	return (
		<UnderPoint value={under}>
			<Stage
				index={index}
				marks={marks}
				wish={wish}
				label="The graph"
				testId="graph"
				className={`${hovered ? "is-over-something" : ""}${isLasso ? " is-lasso" : ""}${isRight ? " is-right" : ""}`}
				handlers={handlers}
				onHover={setHovered}
				onPick={onClick}
				onOpen={onDoubleClick}
			>
				{rectangle && (
					<div
						className="lasso"
						style={{ left: rectangle.x, top: rectangle.y, width: rectangle.width, height: rectangle.height }}
					/>
				)}
				<BorderMarks index={index} />
				<WireLayer />
			</Stage>
		</UnderPoint>
	);
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
