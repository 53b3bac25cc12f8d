import { ChevronDown, ChevronUp } from "lucide-react";
import type { KeyboardEvent } from "react";
import { ProblemText } from "../shell/problem-text.tsx";
import type { ForbiddenPlace, FoundPlace } from "../surgeon/found-places.ts";
import { goToNode } from "../workspace/workspace.ts";
import { chosenPlaces, goToPlace, leaveOut, lightPlace, stepPlace, useFinding } from "./find-store.ts";

/** More are counted, not listed. */
const mostShown = 300;

/** Where the pattern fits, and where something forbids it. */
export function Places() {
	const found = useFinding((one) => one.found);
	const leftOut = useFinding((one) => one.leftOut);
	const at = useFinding((one) => one.at);
	if (!found) return null;
	const { places, forbidden, problems } = found;
	// One place can be reached by Tab, the others from there by arrows: there may be hundreds.
	const reached = Math.min(Math.max(0, at), mostShown - 1);
	const out = places.length - chosenPlaces({ found, leftOut }).length;
	return (
		<section aria-label="Places">
			<div className="find-count">
				<p className="simplify-count" data-testid="place-count" role="status">
					<strong>{places.length.toLocaleString("en")}</strong> {places.length === 1 ? "place" : "places"}
					{at >= 0 && <small>at {at + 1}</small>}
					{out > 0 && <small>{out.toLocaleString("en")} left out</small>}
				</p>
				<button
					type="button"
					className="button button-quiet button-small button-icon"
					disabled={places.length === 0}
					onClick={() => void stepPlace(-1)}
					aria-label="The place before"
					title="Shift+N"
				>
					<ChevronUp size={14} />
				</button>
				<button
					type="button"
					className="button button-quiet button-small button-icon"
					disabled={places.length === 0}
					onClick={() => void stepPlace(1)}
					aria-label="The next place"
					title="N"
				>
					<ChevronDown size={14} />
				</button>
			</div>
			{problems.map((one) => (
				<ProblemText key={one.sentence} problem={one} />
			))}
			<ul className="find-places" data-testid="places" onKeyDown={onArrow}>
				{places.slice(0, mostShown).map((place, i) => (
					<Place
						key={place.key}
						place={place}
						position={i}
						isCurrent={i === at}
						isReached={i === reached}
						isOut={leftOut.includes(place.key)}
					/>
				))}
				{places.length > mostShown && <li>… and {(places.length - mostShown).toLocaleString("en")} more</li>}
			</ul>
			{forbidden.length > 0 && <ForbiddenPlaces places={forbidden} />}
		</section>
	);
}

/** To the place above or below, with the focus. */
function onArrow(event: KeyboardEvent<HTMLUListElement>): void {
	const way = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : undefined;
	if (way === undefined) return;
	event.preventDefault();
	const list = event.currentTarget;
	const wanted = event.target instanceof HTMLInputElement ? "input" : ".link";
	void stepPlace(way).then(() => list.querySelector<HTMLElement>(`.is-current ${wanted}`)?.focus());
}

interface PlaceProps {
	readonly place: FoundPlace;
	readonly position: number;
	readonly isCurrent: boolean;
	readonly isReached: boolean;
	readonly isOut: boolean;
}

function Place({ place: { key, title, where, nodes }, position, isCurrent, isReached, isOut }: PlaceProps) {
	return (
		<li
			className={`find-place${isCurrent ? " is-current" : ""}${isOut ? " is-out" : ""}`}
			onMouseEnter={() => lightPlace(nodes)}
			onMouseLeave={() => lightPlace([])}
		>
			<input
				type="checkbox"
				tabIndex={isReached ? 0 : -1}
				checked={!isOut}
				onChange={({ target }) => leaveOut([key], !target.checked)}
				aria-label={`Take part: ${title}`}
			/>
			<button
				type="button"
				tabIndex={isReached ? 0 : -1}
				className="link"
				aria-current={isCurrent}
				onClick={() => void goToPlace(position)}
			>
				{title}
				{where !== "" && <small>{where}</small>}
			</button>
		</li>
	);
}

function ForbiddenPlaces({ places }: { readonly places: readonly ForbiddenPlace[] }) {
	return (
		<details className="find-forbidden" data-testid="forbidden">
			<summary>
				{places.length.toLocaleString("en")} more {places.length === 1 ? "looks" : "look"} like it, but can't be taken
			</summary>
			<ul>
				{places.slice(0, mostShown).map(({ key, title, where, nodes, problem }) => (
					<li key={key} onMouseEnter={() => lightPlace(nodes)} onMouseLeave={() => lightPlace([])}>
						<button type="button" className="link" onClick={() => nodes[0] !== undefined && void goToNode(nodes[0])}>
							{title}
							{where !== "" && <small>{where}</small>}
						</button>
						<p>{problem.sentence}</p>
					</li>
				))}
				{places.length > mostShown && <li>… and {(places.length - mostShown).toLocaleString("en")} more</li>}
			</ul>
			<p className="simplify-about">{places[0]?.problem.remedy}</p>
		</details>
	);
}
