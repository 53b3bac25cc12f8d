import { ChevronRight, FileUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Compared, ComparedLine, ComparedPlace, ComparedSection } from "../surgeon/compared.ts";
import { placesOf, visitPlace } from "./compare-store.ts";
import { useComparing } from "./use-comparing.ts";
import { chooseFile } from "./version-menu.tsx";

/** Everything that differs, what is alike said once; each line leads to its places. */
export function ChangeList({ compared }: { readonly compared: Compared }) {
	const at = useComparing((one) => one.at);
	const current = at === undefined ? undefined : placesOf(compared)[at];
	if (compared.isSame) return <Nothing />;
	return (
		<div className="changes" data-testid="changes">
			<p className="changes-counts" data-testid="compare-counts">
				{compared.counts}
			</p>
			{compared.sections.map((section) => (
				<Section key={section.where ?? section.lines[0]?.kind} section={section} current={current} />
			))}
		</div>
	);
}

function Nothing() {
	return (
		<div className="changes-none" data-testid="changes">
			<p>Nothing differs.</p>
			<p className="changes-hint">
				Choose another moment or model at the top, or drop a model here to compare it with this one.
			</p>
			<button type="button" className="button" onClick={() => chooseFile("before")}>
				<FileUp size={14} /> Another file …
			</button>
		</div>
	);
}

interface SectionProps {
	readonly section: ComparedSection;
	readonly current: ComparedPlace | undefined;
}

function Section({ section: { where, lines }, current }: SectionProps) {
	return (
		<section className="changes-section">
			{where !== undefined && <h3>in {where}</h3>}
			{lines.map((line, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: lines are made once for a comparison.
				<Line key={i} line={line} current={line.places.includes(current as ComparedPlace) ? current : undefined} />
			))}
		</section>
	);
}

const words = { "-": "removed", "+": "added", "~": "changed", "=": "renamed" } as const;
/** More places of a line are shown on request. */
const shownAtOnce = 100;

function Line({ line, current }: { readonly line: ComparedLine; readonly current: ComparedPlace | undefined }) {
	const { sign, text, details, places, more } = line;
	const [isOpen, setOpen] = useState(false);
	const [shown, setShown] = useState(shownAtOnce);
	const [only] = places;
	const isSingle = places.length === 1;
	const isList = places.length > 1;
	const at = current ? places.indexOf(current) : -1;
	const isListed = isList && (isOpen || at >= 0);
	return (
		<div className={`change is-${words[sign]}${at >= 0 ? " is-current" : ""}`}>
			<button
				type="button"
				className="change-line"
				disabled={places.length === 0}
				aria-expanded={isList ? isListed : undefined}
				onClick={() => (isSingle && only ? visitPlace(only) : setOpen(!isListed))}
			>
				<span className="change-sign" role="img" aria-label={words[sign]}>
					{sign === "-" ? "−" : sign}
				</span>
				<span className="change-text">
					{text}
					{!isListed && details[0] !== undefined && <small>{details[0]}</small>}
				</span>
				{isList && <ChevronRight size={13} className={isListed ? "is-open" : ""} />}
			</button>
			{isListed && (
				<ul>
					{places.slice(0, Math.max(shown, at + 1)).map((place, i) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: places are made once for a comparison.
						<Place key={i} place={place} isCurrent={place === current} />
					))}
					{places.length > shown && (
						<li>
							<button type="button" onClick={() => setShown(shown * 4)}>
								{(places.length - shown).toLocaleString("en")} more
							</button>
						</li>
					)}
					{places.length <= shown && more > 0 && <li>… and {more.toLocaleString("en")} more</li>}
				</ul>
			)}
		</div>
	);
}

function Place({ place, isCurrent }: { readonly place: ComparedPlace; readonly isCurrent: boolean }) {
	const host = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (isCurrent) host.current?.scrollIntoView({ block: "nearest" });
	}, [isCurrent]);
	return (
		<li>
			<button
				type="button"
				ref={host}
				aria-current={isCurrent ? "true" : undefined}
				onClick={() => visitPlace(place)}
				title={place.text}
			>
				{place.text}
			</button>
		</li>
	);
}
