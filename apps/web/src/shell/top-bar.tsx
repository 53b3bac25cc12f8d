import { Check, ChevronDown, Eye, Info, Moon, Redo2, Shrink, Sun, SunMoon, Undo2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { BuildButton } from "../build/build-button.tsx";
import { forgetBuild } from "../build/build-store.ts";
import { savePicture } from "../canvas/save-picture.ts";
import { openComparison } from "../compare/compare-store.ts";
import { openMerge } from "../graft/merge-store.ts";
import { SearchBox } from "../search/search-box.tsx";
import { openSimplify } from "../simplify/simplify-store.ts";
import { chooseFiles } from "../start/open-local-files.ts";
import { TargetButton } from "../target/target-button.tsx";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { closeModel, download, redo, setView, showModel, undo } from "../workspace/workspace.ts";
import { Tip } from "./tip.tsx";
import { setTheme, useTheme } from "./use-theme.ts";
import "./top-bar.css";

/** The model's name with what can be done with its file; undo; what is shown; Build. */
export function TopBar() {
	const state = useWorkspace((one) => one.state);
	const isModelShown = useWorkspace((one) => one.isModelShown);
	return (
		<header className="top-bar">
			<button type="button" className="top-mark" onClick={goHome} aria-label="Suture: choose another model">
				<Mark />
			</button>
			{state && (
				<>
					<FileMenu name={state.model.name} isEdited={state.done > 0} />
					<SearchBox />
					<Tip text="Undo (Ctrl+Z)">
						<button
							type="button"
							className="button button-quiet button-icon"
							disabled={state.done === 0}
							onClick={() => void undo()}
							aria-label="Undo"
						>
							<Undo2 size={16} />
						</button>
					</Tip>
					<Tip text="Redo (Ctrl+Shift+Z)">
						<button
							type="button"
							className="button button-quiet button-icon"
							disabled={state.done === state.steps.length}
							onClick={() => void redo()}
							aria-label="Redo"
						>
							<Redo2 size={16} />
						</button>
					</Tip>
					<ViewMenu />
					<Tip text="The model's properties (Ctrl+Enter)">
						<button
							type="button"
							className="button button-quiet button-icon"
							aria-pressed={isModelShown}
							onClick={() => showModel(!isModelShown)}
							aria-label="The model's properties"
						>
							<Info size={16} />
						</button>
					</Tip>
				</>
			)}
			{!state && <div className="top-space" />}
			<ThemeButton />
			{state && <TargetButton />}
			{state && (
				<Tip text="Fold constants and simplify">
					<button type="button" className="button" onClick={openSimplify} data-testid="open-simplify">
						<Shrink size={15} />
						<span className="top-label">Simplify</span>
					</button>
				</Tip>
			)}
			{state && <BuildButton />}
		</header>
	);
}

function goHome(): void {
	forgetBuild();
	closeModel();
	history.replaceState(null, "", location.pathname);
}

/** Three stitches over a cut. */
function Mark() {
	return (
		<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
			<path d="M3 11h16" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
			<path d="M6 6.5v9M11 5.5v11M16 6.5v9" stroke="var(--accent)" strokeWidth="2" strokeLinecap="round" />
		</svg>
	);
}

function FileMenu({ name, isEdited }: { readonly name: string; readonly isEdited: boolean }) {
	return (
		<DropdownMenu.Root>
			<DropdownMenu.Trigger asChild>
				<button type="button" className="button button-quiet top-file" title={name}>
					<span className="top-name">{name}</span>
					{isEdited && <span className="top-edited" role="img" aria-label="edited" />}
					<ChevronDown size={14} />
				</button>
			</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content className="menu" align="start" sideOffset={4}>
					<Item onSelect={chooseFiles} keys="Ctrl+O">
						Open …
					</Item>
					<Item onSelect={() => void download()} keys="Ctrl+S">
						Download ONNX
					</Item>
					<Item onSelect={() => openComparison()} keys="Shift+D">
						Compare …
					</Item>
					<Item onSelect={openMerge}>Merge with another model …</Item>
					<div className="menu-line" />
					<Item onSelect={() => void savePicture("svg")}>Picture as SVG</Item>
					<Item onSelect={() => void savePicture("png")}>Picture as PNG</Item>
					<div className="menu-line" />
					<Item onSelect={goHome}>Choose another model</Item>
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}

function ViewMenu() {
	const view = useWorkspace((one) => one.view);
	return (
		<DropdownMenu.Root>
			<DropdownMenu.Trigger asChild>
				<button type="button" className="button button-quiet top-view" aria-label="View">
					<Eye size={15} className="top-icon" />
					<span className="top-label">View</span>
					<ChevronDown size={14} className="top-label" />
				</button>
			</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content className="menu" align="end" sideOffset={4}>
					<Toggle is={view.names} set={(names) => setView({ names })} keys="Ctrl+U">
						Names
					</Toggle>
					<Toggle is={view.attributes} set={(attributes) => setView({ attributes })} keys="Ctrl+D">
						Attributes
					</Toggle>
					<Toggle is={view.weights} set={(weights) => setView({ weights })} keys="Ctrl+I">
						Weights
					</Toggle>
					<Toggle is={!view.foldConstants} set={(shown) => setView({ foldConstants: !shown })}>
						Constants as nodes
					</Toggle>
					<div className="menu-line" />
					<Toggle
						is={view.direction === "right"}
						set={(right) => setView({ direction: right ? "right" : "down" })}
						keys="Ctrl+K"
					>
						From left to right
					</Toggle>
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}

function ThemeButton() {
	const theme = useTheme();
	return (
		<DropdownMenu.Root>
			<DropdownMenu.Trigger asChild>
				<button type="button" className="button button-quiet button-icon" aria-label="Light or dark">
					{theme === "dark" ? <Moon size={16} /> : <Sun size={16} />}
				</button>
			</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content className="menu" align="end" sideOffset={4}>
					<DropdownMenu.Item className="menu-item" onSelect={() => setTheme("light")}>
						<Sun size={14} /> Light
					</DropdownMenu.Item>
					<DropdownMenu.Item className="menu-item" onSelect={() => setTheme("dark")}>
						<Moon size={14} /> Dark
					</DropdownMenu.Item>
					<DropdownMenu.Item className="menu-item" onSelect={() => setTheme("system")}>
						<SunMoon size={14} /> As the system
					</DropdownMenu.Item>
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}

function Item({
	children,
	keys,
	onSelect,
}: {
	readonly children: ReactNode;
	readonly keys?: string;
	readonly onSelect: () => void;
}) {
	return (
		<DropdownMenu.Item className="menu-item" onSelect={onSelect}>
			{children}
			{keys && <kbd>{keys}</kbd>}
		</DropdownMenu.Item>
	);
}

function Toggle({
	is,
	set,
	keys,
	children,
}: {
	readonly is: boolean;
	readonly set: (is: boolean) => Promise<void>;
	readonly keys?: string;
	readonly children: ReactNode;
}) {
	return (
		<DropdownMenu.CheckboxItem
			className="menu-item"
			checked={is}
			onCheckedChange={(now) => void set(now)}
			onSelect={(event) => event.preventDefault()}
		>
			<span className="menu-check">{is && <Check size={14} />}</span>
			{children}
			{keys && <kbd>{keys}</kbd>}
		</DropdownMenu.CheckboxItem>
	);
}
