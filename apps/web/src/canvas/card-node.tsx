import { type Node as FlowNode, Handle, type NodeProps, Position } from "@xyflow/react";
import { ChevronRight, Workflow } from "lucide-react";
import { type CSSProperties, memo } from "react";
import type { Box } from "../scene/scene.ts";
import { CardPorts } from "./card-ports.tsx";
import "./card-node.css";

export type CardFlowNode = FlowNode<
	{
		readonly box: Box;
		readonly isSelected: boolean;
		readonly isDoomed: boolean;
		/** A colour that says something of it; "" where others have one. */
		readonly tint: string | undefined;
	},
	"card"
>;

/** A card near enough to read. It looks as the painter paints it from farther away. */
export const CardNode = memo(function CardNode({ data }: NodeProps<CardFlowNode>) {
	return (
		<>
			<Card {...data} />
			<CardPorts box={data.box} />
		</>
	);
});

function Card({ box, isSelected, isDoomed, tint }: CardFlowNode["data"]) {
	const style = { width: box.width, height: box.height, ...(tint ? { "--tint": tint } : {}) } as CSSProperties;
	const look = tint === undefined ? "" : tint === "" ? " is-dim" : " is-tinted";
	const name = `card card-${box.kind}${isSelected ? " is-selected" : ""}${isDoomed ? " is-doomed" : ""}${look}`;
	if (box.kind === "node") {
		return (
			<div
				className={name}
				style={{ ...style, "--op": `var(--op-${box.category})` } as CSSProperties}
				data-testid="node-card"
				data-node={box.node}
			>
				<div className="card-header">
					<span className="card-title">{box.title}</span>
					{box.bodies > 0 && <Workflow size={12} className="card-bodies" aria-label="holds graphs of its own" />}
				</div>
				{box.name !== "" && <div className="card-name">{box.name}</div>}
				{box.rows.map((row) => (
					<div className="card-row" key={`${row.kind}:${row.label}:${row.text}`}>
						<span className="card-label">{row.label}</span>
						<span className="card-text">{row.text}</span>
					</div>
				))}
				<Ends />
			</div>
		);
	}
	if (box.kind === "group") {
		return (
			<div className={name} style={style} title={`${box.path}\nDouble-click opens it`}>
				<ChevronRight size={14} className="card-chevron" />
				<span className="card-title">{box.title}</span>
				<span className="card-count">{box.nodes} nodes</span>
				<Ends />
			</div>
		);
	}
	return (
		<div className={name} style={style} title={box.value}>
			<span className="card-title">{box.title}</span>
			<Ends />
		</div>
	);
}

/** Where React Flow lets lines begin and end; the painter draws them. */
function Ends() {
	return (
		<>
			<Handle type="target" position={Position.Top} className="card-end" isConnectable={false} />
			<Handle type="source" position={Position.Bottom} className="card-end" isConnectable={false} />
		</>
	);
}
