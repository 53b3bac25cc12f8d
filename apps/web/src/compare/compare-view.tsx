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
	step,
} from "./compare-store.ts";
import { PairPanel } from "./pair-panel.tsx";
import { TwoPictures } from "./two-pictures.tsx";
import { useComparing } from "./use-comparing.ts";
import "./compare.css";

/** Two versions side by side, over the page: what differs is coloured, listed, and explained for what is selected. */
export function CompareView() {
	const phase = useComparing((one) => one.phase);
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
				const files = [...event.dataTransfer.files];
				if (files.length > 0) chooseVersion("before", { of: "model", origin: { from: "files", files } });
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
						<ChangeList compared={phase.compared} />
						<PairPanel />
					</aside>
				</>
			)}
		</section>
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
