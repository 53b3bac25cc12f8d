import type { LogSeverity } from "@suture/protocol";
import { type NameFinder, nameFinder } from "@suture/tensorrt";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDownToLine } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { examiner } from "../surgeon/connect.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { goToNamed } from "../workspace/workspace.ts";
import { evidence } from "./evidence.ts";
import type { LogBook, LogLine } from "./log-book.ts";
import "./log-view.css";

const lineHeight = 19;

const severities: readonly { readonly value: LogSeverity; readonly title: string }[] = [
	{ value: "error", title: "Errors" },
	{ value: "warning", title: "Warnings" },
	{ value: "info", title: "Information" },
	{ value: "verbose", title: "Everything" },
];

/** The log, as long as it may be: only the lines in view are on the page. Follows the end until somebody scrolls up. */
export function LogView({ log }: { readonly log: LogBook }) {
	useSyncExternalStore(log.subscribe, log.version);
	const [severity, setSeverity] = useState<LogSeverity>("verbose");
	const [text, setText] = useState("");
	const [isFollowing, setFollowing] = useState(true);
	const [marked, setMarked] = useState<number>();
	const scroller = useRef<HTMLDivElement>(null);
	const finder = useNodeFinder();
	useEffect(() => log.setFilter({ severity, text }), [log, severity, text]);
	const rows = useVirtualizer({
		count: log.shownCount,
		getScrollElement: () => scroller.current,
		estimateSize: () => lineHeight,
		overscan: 20,
	});
	const count = log.shownCount;
	useEffect(() => {
		if (isFollowing && count > 0) rows.scrollToIndex(count - 1, { align: "end" });
	}, [isFollowing, count, rows]);
	const wanted = useStore(evidence, (one) => one.wanted);
	useEffect(() => {
		if (!wanted) return;
		setFollowing(false);
		setText("");
		log.setFilter({ severity, text: "" });
		const position = log.positionOf(wanted.seq);
		setMarked(log.shownLine(position)?.seq);
		rows.scrollToIndex(position, { align: "center" });
	}, [wanted, log, rows, severity]);
	return (
		<div className="log">
			<div className="log-tools">
				<select
					className="field"
					value={severity}
					onChange={(event) => setSeverity(event.target.value as LogSeverity)}
					aria-label="Least grave lines to show"
				>
					{severities.map(({ value, title }) => (
						<option key={value} value={value}>
							{title}
						</option>
					))}
				</select>
				<input
					className="field"
					value={text}
					onChange={(event) => setText(event.target.value)}
					placeholder="Filter lines …"
					aria-label="Filter lines"
				/>
				<span className="log-count">
					{count === log.count
						? count.toLocaleString("en-US")
						: `${count.toLocaleString("en-US")} of ${log.count.toLocaleString("en-US")}`}{" "}
					lines
				</span>
				<button
					type="button"
					className="button button-small"
					aria-pressed={isFollowing}
					onClick={() => setFollowing(!isFollowing)}
					title="Keep the newest line in view"
				>
					<ArrowDownToLine size={13} /> Follow
				</button>
			</div>
			<div
				className="log-lines"
				ref={scroller}
				data-testid="log"
				onWheel={(event) => {
					if (event.deltaY < 0) setFollowing(false);
				}}
			>
				<div style={{ height: rows.getTotalSize(), position: "relative" }}>
					{rows.getVirtualItems().map(({ index, start }) => {
						const line = log.shownLine(index);
						return (
							line && (
								<Line
									key={`${line.seq}.${line.part}`}
									line={line}
									top={start}
									isMarked={line.seq === marked}
									finder={finder}
								/>
							)
						);
					})}
				</div>
			</div>
		</div>
	);
}

function Line({
	line,
	top,
	isMarked,
	finder,
}: {
	readonly line: LogLine;
	readonly top: number;
	readonly isMarked: boolean;
	readonly finder: NameFinder;
}) {
	return (
		<div
			className={`log-line log-${line.severity}${isMarked ? " is-marked" : ""}`}
			style={{ transform: `translateY(${top}px)` }}
			title={line.text}
		>
			<span className="log-time">{line.part === 0 ? line.t.toFixed(2) : ""}</span>
			<span className="log-text">{linked(line.text, finder)}</span>
		</div>
	);
}

/** The text with names of nodes as links to them. */
function linked(text: string, finder: NameFinder): ReactNode {
	const short = text.length > 2000 ? `${text.slice(0, 2000)} …` : text;
	const pieces: ReactNode[] = [];
	let at = 0;
	for (const { name, start, end } of finder.find(short)) {
		pieces.push(
			short.slice(at, start),
			<button type="button" key={start} className="log-node" onClick={() => void goToNamed(name)}>
				{short.slice(start, end)}
			</button>,
		);
		at = end;
	}
	return at === 0 ? short : [...pieces, short.slice(at)];
}

/** Finds this model's nodes in lines of the log. */
function useNodeFinder(): NameFinder {
	const model = useWorkspace(({ state }) => state?.model);
	const [names, setNames] = useState<readonly string[]>([]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another model, or an edit of it, has other names.
	useEffect(() => {
		let isCurrent = true;
		void examiner.nodeNames().then((found) => {
			if (isCurrent) setNames(found);
		});
		return () => {
			isCurrent = false;
		};
	}, [model]);
	return useMemo(() => nameFinder(names), [names]);
}
