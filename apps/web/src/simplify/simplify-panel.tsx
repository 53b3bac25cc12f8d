import { ChevronRight, Undo2, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { ProblemText } from "../shell/problem-text.tsx";
import { workbench } from "../surgeon/connect.ts";
import type { Proof } from "../surgeon/prove.ts";
import type { Occurrence, RuleOccurrences, SimplifyPreview, SimplifyWish } from "../surgeon/simplification.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { goToNode, undo } from "../workspace/workspace.ts";
import { ProofView } from "./proof-view.tsx";
import { applySimplify, closeSimplify, leaveOut, light, look, simplifying } from "./simplify-store.ts";
import { SizeFields } from "./size-fields.tsx";
import { Working } from "./working.tsx";
import "./simplify-panel.css";

/** What folding and simplifying would do, before they do it; afterwards the proof. */
export function SimplifyPanel() {
	const phase = useStore(simplifying, (one) => one.phase);
	if (phase.at === "closed") return null;
	return (
		<aside className="simplify" aria-label="Simplify" data-testid="simplify">
			<header className="simplify-head">
				<h2>Simplify</h2>
				<button
					type="button"
					className="button button-quiet button-small button-icon"
					onClick={closeSimplify}
					aria-label="Close"
				>
					<X size={14} />
				</button>
			</header>
			{phase.at === "done" ? (
				<Result preview={phase.preview} proof={phase.proof} />
			) : phase.at === "proving" ? (
				<>
					<Count preview={phase.preview} />
					<Working onStop={closeSimplify} text="Running the model before and after, to compare" />
				</>
			) : (
				<>
					<Wish isBusy={phase.at === "looking"} />
					{phase.at === "looking" ? (
						<Working
							onStop={closeSimplify}
							text={`Round ${phase.round + 1}: ${phase.nodes.toLocaleString("en")} nodes`}
						/>
					) : (
						<Preview preview={phase.preview} />
					)}
				</>
			)}
		</aside>
	);
}

const levels: readonly { level: SimplifyWish["level"]; name: string; about: string }[] = [
	{ level: "fold", name: "Fold constants", about: "Only what depends on weights and known sizes." },
	{ level: "exact", name: "Simplify", about: "Also rewrites that give the same numbers for every input." },
	{ level: "sizes", name: "For these sizes", about: "Also what holds for the sizes below only." },
];

function Wish({ isBusy }: { readonly isBusy: boolean }) {
	const wish = useStore(simplifying, (one) => one.wish);
	const inputs = useWorkspace(({ state }) => state?.inputs) ?? [];
	const chosen = levels.find(({ level }) => level === wish.level);
	const again = (change: Partial<SimplifyWish>) => void look({ ...wish, ...change });
	return (
		<div className="simplify-wish">
			<div className="segments" role="radiogroup" aria-label="How far">
				{levels.map(({ level, name }) => (
					<button
						key={level}
						type="button"
						role="radio"
						aria-checked={wish.level === level}
						onClick={() => again({ level, ...(level === "sizes" ? {} : { inputs: {} }) })}
					>
						{name}
					</button>
				))}
			</div>
			<p className="simplify-about">{chosen?.about}</p>
			{wish.level !== "fold" && <OnRequest asked={wish.asked} isBusy={isBusy} onChange={(asked) => again({ asked })} />}
			{wish.level === "sizes" && (
				<SizeFields inputs={inputs} isBusy={isBusy} onSizes={(sizes) => again({ inputs: sizes })} />
			)}
		</div>
	);
}

interface OnRequestProps {
	readonly asked: readonly string[];
	readonly isBusy: boolean;
	readonly onChange: (asked: readonly string[]) => void;
}

/** Rewrites that help some versions of TensorRT and not others. */
function OnRequest({ asked, isBusy, onChange }: OnRequestProps) {
	const [known, setKnown] = useState<Awaited<ReturnType<typeof workbench.rulesOnRequest>>>([]);
	useEffect(() => void workbench.rulesOnRequest().then(setKnown), []);
	if (known.length === 0) return null;
	return (
		<details className="simplify-asked" open={asked.length > 0}>
			<summary>On request</summary>
			{known.map(({ name, title }) => (
				<label key={name}>
					<input
						type="checkbox"
						disabled={isBusy}
						checked={asked.includes(name)}
						onChange={({ target }) => onChange(target.checked ? [...asked, name] : asked.filter((one) => one !== name))}
					/>{" "}
					{title}
				</label>
			))}
		</details>
	);
}

function Count({ preview: { nodesBefore, nodesAfter } }: { readonly preview: SimplifyPreview }) {
	const share = nodesBefore === 0 ? 0 : 1 - nodesAfter / nodesBefore;
	return (
		<p className="simplify-count" data-testid="simplify-count">
			<strong>{nodesBefore.toLocaleString("en")}</strong> nodes → <strong>{nodesAfter.toLocaleString("en")}</strong>{" "}
			{share > 0 && <small>{Math.round(share * 100)} % fewer</small>}
		</p>
	);
}

function Preview({ preview }: { readonly preview: SimplifyPreview }) {
	const leftOut = useStore(simplifying, (one) => one.wish.leftOut);
	const isNothing = preview.rules.length === 0;
	return (
		<>
			<Count preview={preview} />
			{isNothing && <p className="simplify-about">There is nothing to do.</p>}
			<div className="simplify-rules">
				{preview.rules.map((one) => (
					<Rule key={one.rule} group={one} />
				))}
			</div>
			{preview.problems.length > 0 && (
				<details className="simplify-problems">
					<summary>{preview.problems.length} left as they are</summary>
					{preview.problems.slice(0, mostShown).map((one) => (
						<ProblemText key={`${one.code}${one.sentence}`} problem={one} />
					))}
				</details>
			)}
			<footer className="simplify-foot">
				{leftOut.length > 0 && (
					<button type="button" className="button button-small" onClick={() => leaveOut(leftOut, false)}>
						Take {leftOut.length} back in
					</button>
				)}
				<button
					type="button"
					className="button button-primary"
					disabled={isNothing}
					onClick={() => void applySimplify()}
					data-testid="apply-simplify"
				>
					Do it, then compare
				</button>
			</footer>
		</>
	);
}

/** More are counted, not listed. */
const mostShown = 300;

function Rule({ group: { title, occurrences } }: { readonly group: RuleOccurrences }) {
	const [isOpen, setOpen] = useState(false);
	const nodes = occurrences.flatMap((one) => one.nodes);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the pointer only lights what the button beside says.
		<section className="simplify-rule" onMouseEnter={() => light(nodes)} onMouseLeave={() => light(undefined)}>
			<div className="simplify-line">
				<button
					type="button"
					className="simplify-title"
					aria-expanded={isOpen}
					onClick={() => setOpen(!isOpen)}
					onFocus={() => light(nodes)}
				>
					<ChevronRight size={13} className={isOpen ? "is-open" : ""} />
					<span>{title}</span>
					<small>{occurrences.length.toLocaleString("en")}</small>
				</button>
				<button
					type="button"
					className="button button-small button-quiet"
					onClick={() =>
						leaveOut(
							occurrences.map(({ key }) => key),
							true,
						)
					}
				>
					Leave out
				</button>
			</div>
			{isOpen && (
				<ul>
					{occurrences.slice(0, mostShown).map((one) => (
						<Place key={one.key} occurrence={one} all={nodes} />
					))}
					{occurrences.length > mostShown && <li>… and {occurrences.length - mostShown} more</li>}
				</ul>
			)}
		</section>
	);
}

function Place({
	occurrence: { key, sentence, nodes },
	all,
}: {
	readonly occurrence: Occurrence;
	readonly all: readonly number[];
}) {
	const [first] = nodes;
	return (
		<li onMouseEnter={() => light(nodes)} onMouseLeave={() => light(all)}>
			{first === undefined ? (
				<span>{sentence}</span>
			) : (
				<button type="button" className="link" onClick={() => void goToNode(first)} onFocus={() => light(nodes)}>
					{sentence}
				</button>
			)}
			<button
				type="button"
				className="button button-small button-quiet button-icon"
				aria-label="Leave this one out"
				onClick={() => leaveOut([key], true)}
			>
				<X size={12} />
			</button>
		</li>
	);
}

function Result({ preview, proof }: { readonly preview: SimplifyPreview; readonly proof: Proof }) {
	return (
		<>
			<Count preview={preview} />
			<ProofView proof={proof} />
			<footer className="simplify-foot">
				<button
					type="button"
					className="button"
					onClick={() => {
						void undo();
						closeSimplify();
					}}
				>
					<Undo2 size={14} /> Undo it
				</button>
				<button type="button" className="button button-primary" onClick={closeSimplify}>
					Keep it
				</button>
			</footer>
		</>
	);
}
