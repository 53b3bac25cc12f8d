import type { NodeId } from "@suture/graph";
import { ChevronDown, CopyPlus, FastForward, Scissors, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useMemo, useState } from "react";
import { showDoomed } from "../build/build-store.ts";
import { CutPreview } from "../build/problem-card.tsx";
import { FindLikeButton } from "../find/find-like-button.tsx";
import { PluginDialog } from "../plugins/plugin-dialog.tsx";
import { planner } from "../surgeon/connect.ts";
import type { Cut } from "../surgeon/cut.ts";
import type { Deletion, DeletionReach } from "../surgeon/deletion.ts";
import type { NodeDescription } from "../surgeon/description.ts";
import { bypass, deleteNodes, duplicate } from "../workspace/edit-nodes.ts";
import { perform } from "../workspace/workspace.ts";
import { InlineActions } from "./inline-actions.tsx";

/** What can be done with a node as a whole. */
export function NodeActions({ node }: { readonly node: NodeDescription }) {
	const [cut, setCut] = useState<Cut>();
	const alone = useMemo(() => [node.node], [node.node]);
	return (
		<>
			<div className="details-buttons">
				<DeleteMenu nodes={[node.node]} />
				<button type="button" className="button button-small" title="D" onClick={() => void duplicate([node.node])}>
					<CopyPlus size={13} /> Duplicate
				</button>
				<button
					type="button"
					className="button button-small"
					title="B · takes it out, and connects what read its output to its first input"
					onClick={() => void bypass(node.node)}
				>
					<FastForward size={13} /> Bypass
				</button>
				<FindLikeButton />
				<InlineActions node={node} />
				<PluginDialog nodes={alone} />
				<button
					type="button"
					className="button button-small"
					onClick={async () => {
						const found = await planner.cutBefore(node.node, "node");
						setCut(found);
						showDoomed(found?.removed ?? []);
					}}
				>
					<Scissors size={13} /> Cut in front of it …
				</button>
			</div>
			{cut && <CutPreview cut={cut} onDone={() => setCut(undefined)} />}
		</>
	);
}

const reaches: readonly { readonly reach: DeletionReach; readonly title: string }[] = [
	{ reach: "alone", title: "Only" },
	{ reach: "with-needs", title: "With what only it needs" },
	{ reach: "with-readers", title: "With all that hangs below" },
];

/** Deletes nodes, alone or with others; what would go is faded on the graph while it is considered. */
export function DeleteMenu({ nodes }: { readonly nodes: readonly NodeId[] }) {
	const [choices, setChoices] = useState<readonly { readonly title: string; readonly deletion: Deletion }[]>([]);
	const open = async (isOpen: boolean) => {
		if (!isOpen) return showDoomed([]);
		setChoices([]);
		const found = await Promise.all(
			reaches.map(async ({ reach, title }) => ({ title, deletion: await planner.deletion(nodes, reach) })),
		);
		setChoices(found);
	};
	const it = nodes.length === 1 ? "this node" : `these ${nodes.length} nodes`;
	return (
		<span className="button-pair">
			<button
				type="button"
				className="button button-small"
				data-testid="delete-node"
				title="Delete"
				onClick={() => void deleteNodes(nodes)}
			>
				<Trash2 size={13} /> Delete
			</button>
			<DropdownMenu.Root onOpenChange={(isOpen) => void open(isOpen)}>
				<DropdownMenu.Trigger asChild>
					<button type="button" className="button button-small button-icon" aria-label="Delete with others">
						<ChevronDown size={13} />
					</button>
				</DropdownMenu.Trigger>
				<DropdownMenu.Portal>
					<DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8}>
						{choices.map(({ title, deletion }, i) => (
							<DropdownMenu.Item
								className="menu-item"
								key={title}
								onFocus={() => showDoomed(deletion.removed)}
								onSelect={() => void perform(deletion.edits)}
							>
								{i === 0 ? `Only ${it}` : title}
								<small className="menu-count">
									{deletion.removed.length} {deletion.removed.length === 1 ? "node" : "nodes"}
								</small>
							</DropdownMenu.Item>
						))}
					</DropdownMenu.Content>
				</DropdownMenu.Portal>
			</DropdownMenu.Root>
		</span>
	);
}
