import { useEffect, useRef } from "react";
import { ChangeList } from "./change-list.tsx";
import { CompareBar } from "./compare-bar.tsx";
import {
	chooseVersion,
	closeComparison,
	comparing,
	moveCameras,
	selectNothing,
	setAllGroups,
	showPanel,
	step,
} from "./compare-store.ts";
import { NumbersPanel } from "./numbers-panel.tsx";
import { giveInputs } from "./numbers-store.ts";
import { PairPanel } from "./pair-panel.tsx";
import { TwoPictures } from "./two-pictures.tsx";
import { useComparing } from "./use-comparing.ts";
import "./compare.css";

/** Two versions side by side, over the page: what differs is coloured, listed, and explained for what is selected. */
export function CompareView() {
	const phase = useComparing((one) => one.phase);
	const panel = useComparing((one) => one.panel);
	const isOpen = phase.at !== "closed";
	const host = useRef<HTMLElement>(null);
	useEffect(() => {
		if (!isOpen) return;
		host.current?.focus();
		window.addEventListener("keydown", onKey);
		return () => window.removeEventListener("keydown", onKey);
	}, [isOpen]);
	if (!isOpen) return null;
	return (
		<section
			className="compare"
			ref={host}
			tabIndex={-1}
			role="dialog"
			aria-label="Difference"
			data-testid="compare"
			data-state={phase.at}
			onDragEnter={(event) => event.stopPropagation()}
			onDragOver={(event) => {
				event.preventDefault();
				event.stopPropagation();
			}}
			onDrop={(event) => {
				event.preventDefault();
				event.stopPropagation();
				takeFiles([...event.dataTransfer.files]);
			}}
		>
			<CompareBar />
			{phase.at === "comparing" ? (
				<div className="compare-busy" role="status">
					<div className="spinner" /> Comparing …
				</div>
			) : (
				<>
					<TwoPictures body={phase.body} />
					<aside className="compare-side" aria-label="Differences">
						<Tabs />
						{panel === "changes" ? <ChangeList compared={phase.compared} /> : <NumbersPanel />}
						<PairPanel />
					</aside>
				</>
			)}
		</section>
	);
}

/** Arrays and images are inputs; what else is dropped is a model. */
function takeFiles(files: readonly File[]): void {
	if (files.length === 0) return;
	const areInputs = files.every(({ name, type }) => /\.np[yz]$/i.test(name) || type.startsWith("image/"));
	if (areInputs) {
		showPanel("numbers");
		void giveInputs(files);
	} else chooseVersion("before", { of: "model", origin: { from: "files", files } });
}

/** What differs in the graphs, or in what they compute. */
function Tabs() {
	const panel = useComparing((one) => one.panel);
	return (
		<div className="segments compare-tabs" role="radiogroup" aria-label="Which">
			{(["changes", "numbers"] as const).map((one) => (
				<button key={one} type="button" role="radio" aria-checked={panel === one} onClick={() => showPanel(one)}>
					{one === "changes" ? "Changes" : "Numbers"}
				</button>
			))}
		</div>
	);
}

const keys: Readonly<Record<string, () => void>> = {
	n: () => step(1),
	p: () => step(-1),
	f: () => moveCameras({ to: "all" }),
	e: () => setAllGroups(true),
	c: () => setAllGroups(false),
	Escape: () => (comparing.getState().selected ? selectNothing() : closeComparison()),
};

function onKey(event: KeyboardEvent): void {
	const { target, key, ctrlKey, metaKey, altKey, defaultPrevented } = event;
	if (defaultPrevented || ctrlKey || metaKey || altKey) return;
	if (target instanceof Element && target.closest('[role="menu"],input,textarea,select')) return;
	const run = Object.hasOwn(keys, key) ? keys[key] : undefined;
	if (!run) return;
	event.preventDefault();
	run();
}
