import {
	ArrowLeftRight,
	ArrowRight,
	ChevronDown,
	ChevronUp,
	Copy,
	Download,
	FoldVertical,
	Maximize,
	UnfoldVertical,
	X,
} from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactElement } from "react";
import { Tip } from "../shell/tip.tsx";
import { notify, problemOf, saveFile } from "../workspace/workspace.ts";
import {
	closeComparison,
	comparing,
	moveCameras,
	placesOf,
	setAllGroups,
	step,
	swapVersions,
} from "./compare-store.ts";
import { useComparing } from "./use-comparing.ts";
import { VersionMenu } from "./version-menu.tsx";

/** What is compared with what, the way through the differences, and all of it as text. */
export function CompareBar() {
	return (
		<header className="compare-bar">
			<h2>Difference</h2>
			<div className="compare-versions">
				<VersionMenu side="before" />
				<ArrowRight size={14} aria-hidden="true" />
				<VersionMenu side="after" />
				<Icon text="Swap the sides" onClick={swapVersions}>
					<ArrowLeftRight size={14} />
				</Icon>
			</div>
			<Steps />
			<Icon text="Show everything (F)" onClick={() => moveCameras({ to: "all" })}>
				<Maximize size={15} />
			</Icon>
			<Icon text="Open all modules (E)" onClick={() => setAllGroups(true)}>
				<UnfoldVertical size={15} />
			</Icon>
			<Icon text="Close all modules (C)" onClick={() => setAllGroups(false)}>
				<FoldVertical size={15} />
			</Icon>
			<Icon text="Copy as text" onClick={() => void copyText()}>
				<Copy size={15} />
			</Icon>
			<SaveMenu />
			<Icon text="Back to the graph (Esc)" onClick={closeComparison}>
				<X size={16} />
			</Icon>
		</header>
	);
}

function Steps() {
	const phase = useComparing((one) => one.phase);
	const at = useComparing((one) => one.at);
	const all = phase.at === "shown" ? placesOf(phase.compared).length : 0;
	return (
		<div className="compare-steps">
			<Icon text="The difference before (P)" onClick={() => step(-1)} isDisabled={all === 0}>
				<ChevronUp size={16} />
			</Icon>
			<span data-testid="compare-at">
				{at === undefined
					? all.toLocaleString("en")
					: `${(at + 1).toLocaleString("en")} of ${all.toLocaleString("en")}`}
			</span>
			<Icon text="The next difference (N)" onClick={() => step(1)} isDisabled={all === 0}>
				<ChevronDown size={16} />
			</Icon>
		</div>
	);
}

interface IconProps {
	readonly text: string;
	readonly onClick: () => void;
	readonly isDisabled?: boolean;
	readonly children: ReactElement;
}

function Icon({ text, onClick, isDisabled = false, children }: IconProps) {
	return (
		<Tip text={text}>
			<button
				type="button"
				className="button button-quiet button-icon"
				aria-label={text.replace(/ \(.*\)$/, "")}
				disabled={isDisabled}
				onClick={onClick}
			>
				{children}
			</button>
		</Tip>
	);
}

function SaveMenu() {
	return (
		<DropdownMenu.Root>
			<DropdownMenu.Trigger asChild>
				<button type="button" className="button button-quiet button-icon" aria-label="Save the difference">
					<Download size={15} />
				</button>
			</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content className="menu" align="end" sideOffset={4}>
					<DropdownMenu.Item className="menu-item" onSelect={() => save("text")}>
						Save as text
					</DropdownMenu.Item>
					<DropdownMenu.Item className="menu-item" onSelect={() => save("json")}>
						Save as JSON
					</DropdownMenu.Item>
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}

async function copyText(): Promise<void> {
	const { phase } = comparing.getState();
	if (phase.at !== "shown") return;
	try {
		await navigator.clipboard.writeText(phase.compared.text);
	} catch (error) {
		notify(problemOf(error));
	}
}

function save(form: "text" | "json"): void {
	const { phase } = comparing.getState();
	if (phase.at !== "shown") return;
	const { text, json } = phase.compared;
	if (form === "text") saveFile("difference.txt", new Blob([text], { type: "text/plain" }));
	else saveFile("difference.json", new Blob([json], { type: "application/json" }));
}
