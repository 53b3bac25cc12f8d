import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import { useRef, useState } from "react";
import { selectNodes } from "../workspace/edit-nodes.ts";
import { ask, goToHit, step, useSearch } from "./search-store.ts";
import "./search-box.css";

const inputId = "search-question";

/** Puts the cursor into the search box; text, if given, is its beginning. */
export function focusSearch(text: string): void {
	const input = document.getElementById(inputId) as HTMLInputElement | null;
	if (!input) return;
	input.focus();
	if (text === "") input.select();
	else {
		void ask(text);
		requestAnimationFrame(() => input.setSelectionRange(text.length, text.length));
	}
}

/** Finds nodes and lights them on the graph. Enter goes to the next, Shift+Enter to the one before. */
export function SearchBox() {
	const question = useSearch((one) => one.question);
	const { hits, hint } = useSearch((one) => one.answer);
	const at = useSearch((one) => one.at);
	const [isOpen, setOpen] = useState(false);
	const box = useRef<HTMLDivElement>(null);
	const isAsked = question.trim() !== "";
	return (
		<div
			className="search"
			ref={box}
			role="search"
			onBlur={(event) => {
				if (!box.current?.contains(event.relatedTarget)) setOpen(false);
			}}
		>
			<div className="search-line">
				<Search size={14} />
				<input
					id={inputId}
					value={question}
					placeholder="Find nodes: conv, op:Resize, attr:axis=1, #120 …"
					aria-label="Find nodes"
					autoComplete="off"
					spellCheck={false}
					onFocus={() => setOpen(true)}
					onChange={(event) => {
						setOpen(true);
						void ask(event.target.value);
					}}
					onKeyDown={(event) => {
						if (event.key === "Enter") {
							event.preventDefault();
							void step(event.shiftKey ? -1 : 1);
						}
						if (event.key === "Escape") {
							void ask("");
							event.currentTarget.blur();
						}
					}}
				/>
				{isAsked && (
					<>
						<span className="search-count" data-testid="search-count">
							{at < 0 ? hits.length : `${at + 1} of ${hits.length}`}
						</span>
						<button
							type="button"
							onClick={() => void step(-1)}
							aria-label="The one before"
							disabled={hits.length === 0}
						>
							<ChevronUp size={14} />
						</button>
						<button type="button" onClick={() => void step(1)} aria-label="The next one" disabled={hits.length === 0}>
							<ChevronDown size={14} />
						</button>
						<button type="button" onClick={() => void ask("")} aria-label="Clear the search">
							<X size={14} />
						</button>
					</>
				)}
			</div>
			{isOpen && isAsked && (
				<ol className="search-hits">
					{hint && <li className="search-hint">{hint}</li>}
					{!hint && hits.length === 0 && <li className="search-hint">Nothing is found.</li>}
					{hits.slice(0, 100).map((hit, i) => (
						<li key={hit.node}>
							<button type="button" className={i === at ? "is-current" : ""} onClick={() => void goToHit(i)}>
								<strong>{hit.operator}</strong>
								<span>{hit.name}</span>
								{hit.detail !== "" && <small>{hit.detail}</small>}
							</button>
						</li>
					))}
					{hits.length > 1 && (
						<li>
							<button
								type="button"
								className="search-all"
								onClick={() => {
									setOpen(false);
									void selectNodes(hits.map(({ node }) => node));
								}}
							>
								Select all {hits.length} of them
							</button>
						</li>
					)}
					{hits.length > 100 && <li className="search-hint">and {hits.length - 100} more, all lit on the graph</li>}
				</ol>
			)}
		</div>
	);
}
