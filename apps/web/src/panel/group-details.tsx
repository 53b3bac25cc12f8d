import type { CSSProperties } from "react";
import { sceneIndex } from "../canvas/scene-index.ts";
import { selectModule } from "../workspace/edit-nodes.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { toggleGroup } from "../workspace/workspace.ts";
import { Section } from "./section.tsx";

/** A module of the network: how large it is, what it holds, and its lid. */
export function GroupDetails({ path }: { readonly path: string }) {
	const scene = useWorkspace((one) => one.scene);
	if (!scene) return null;
	const frame = scene.frames.find((one) => one.path === path);
	const box = sceneIndex(scene).boxes.get(`g${path}`);
	const closed = box?.kind === "group" ? box : undefined;
	const nodes = frame?.nodes ?? closed?.nodes;
	if (nodes === undefined) return null;
	return (
		<>
			<header className="details-head">
				<h2>Module</h2>
				<span className="details-name">{path}</span>
				<span className="details-meta">{nodes} nodes</span>
			</header>
			<div className="details-buttons">
				<button type="button" className="button button-small" onClick={() => void toggleGroup(path)}>
					{frame ? "Close" : "Open"}
				</button>
				<button type="button" className="button button-small" onClick={() => void selectModule(path)}>
					Select its nodes
				</button>
			</div>
			{closed && (
				<Section title="Contents">
					{closed.contents.map(({ category, count }) => (
						<div className="port-line" key={category} style={{ "--op": `var(--op-${category})` } as CSSProperties}>
							<span className="details-swatch" />
							{category} <small>{count}</small>
						</div>
					))}
				</Section>
			)}
		</>
	);
}
