import { ChevronRight, Wrench } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { ProblemText } from "../shell/problem-text.tsx";
import type { ForeseenProblem } from "../surgeon/check-target.ts";
import type { OfferLine } from "../surgeon/offers.ts";
import { goToNode } from "../workspace/workspace.ts";
import { kindNames } from "./kind-names.ts";
import { applyOffer, foldConstants, lightTarget, targeting } from "./target-store.ts";
import "./problem-table.css";

/** Problems by operator and what is wrong with it, the most frequent first. */
export function ProblemTable({ problems }: { readonly problems: readonly ForeseenProblem[] }) {
	const groups = [...Map.groupBy(problems, ({ operator, problem }) => `${operator} ${problem.code}`)];
	return groups
		.toSorted(([, a], [, b]) => b.length - a.length)
		.map(([key, found]) => (
			<Group key={key} found={found} isOnly={groups.length === 1 && found[0]?.problem.severity === "error"} />
		));
}

/** More are counted, not listed. */
const mostShown = 200;

function Group({ found, isOnly }: { readonly found: readonly ForeseenProblem[]; readonly isOnly: boolean }) {
	const [isOpen, setOpen] = useState(isOnly);
	const [first] = found;
	const nodes = found.flatMap(({ node }) => node ?? []);
	if (!first) return null;
	const { problem, said, operator } = first;
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the pointer only lights what the button inside names.
		<section className="simplify-rule" onMouseEnter={() => lightTarget(nodes)} onMouseLeave={() => lightTarget([])}>
			<button
				type="button"
				className="simplify-title problem-title"
				aria-expanded={isOpen}
				onClick={() => setOpen(!isOpen)}
				onFocus={() => lightTarget(nodes)}
			>
				<ChevronRight size={13} className={isOpen ? "is-open" : ""} />
				<span className="problem-line">
					<span className={`target-operator is-${problem.severity}`}>{operator || "The model"}</span>
					{!isOpen && <span className="problem-short">{problem.sentence}</span>}
				</span>
				<small>{found.length.toLocaleString("en")}</small>
			</button>
			{isOpen && (
				<>
					<ProblemText problem={problem}>
						{said !== "" && !problem.sentence.includes(said) && <code className="target-said">{said}</code>}
					</ProblemText>
					<Fixes found={found} />
					<ul>
						{found.slice(0, mostShown).map(({ node, problem: each }, i) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew with each check.
							<li key={i}>
								{node === undefined ? (
									<span>{each.sentence}</span>
								) : (
									<button type="button" className="link" onClick={() => void goToNode(node)}>
										{each.place.node?.name || each.place.node?.output || each.sentence}
									</button>
								)}
							</li>
						))}
						{found.length > mostShown && <li>… and {found.length - mostShown} more</li>}
					</ul>
				</>
			)}
		</section>
	);
}

/** What takes the problems away, each with a button: folding, and rules that fit these nodes. */
function Fixes({ found }: { readonly found: readonly ForeseenProblem[] }) {
	const offers = useStore(targeting, (one) => one.offers);
	const isFoldable = ({ fixes }: ForeseenProblem) => fixes.includes("fold-constants");
	const foldable = found.filter(isFoldable).length;
	const nodes = new Set(found.flatMap((one) => (isFoldable(one) ? [] : (one.node ?? []))));
	const rules = [
		...Map.groupBy(
			offers.filter(({ node }) => nodes.has(node)),
			({ rule }) => rule,
		),
	];
	return (
		<div className="problem-fixes">
			{foldable > 0 && (
				<button type="button" className="button button-small" onClick={() => void foldConstants()}>
					<Wrench size={13} /> Fold constants <small>{timesText(foldable)}</small>
				</button>
			)}
			{rules.map(([rule, places]) => (
				<Offer key={rule} places={places} />
			))}
			{foldable === 0 && rules.length === 0 && (
				<p>No rule fits as it is: repair folds first and may find one; a split leaves it out of the engine.</p>
			)}
		</div>
	);
}

function Offer({ places }: { readonly places: readonly OfferLine[] }) {
	const [first] = places;
	if (!first) return null;
	const { rule, title, kind, sentence, assumption } = first;
	return (
		<div>
			<button
				type="button"
				className="button button-small"
				title={sentence}
				onClick={() =>
					void applyOffer(
						rule,
						places.map(({ node }) => node),
					)
				}
				data-testid={`offer-${rule}`}
			>
				<Wrench size={13} /> {title} <small>{timesText(places.length)}</small>
			</button>
			{kind !== "exact" && <p>{assumption ?? `It is not exact: ${kindNames[kind]}.`}</p>}
		</div>
	);
}

function timesText(count: number): string {
	return count === 1 ? "here" : `${count.toLocaleString("en")} times`;
}
