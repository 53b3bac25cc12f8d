import { Dialog } from "radix-ui";
import { Said } from "../panel/draft.tsx";
import { bytesText } from "../panel/numbers.ts";
import { ProblemText } from "../shell/problem-text.tsx";
import type { MergePreview } from "../surgeon/grafter.ts";
import type { MergeWish } from "../surgeon/merge.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { changeWish, connectPorts, endsOf, type MergePhase, merge, openMerge, wishFor } from "./merge-store.ts";
import { type Port, refusalOf } from "./ports.ts";
import { Segments } from "./segments.tsx";

const sides: readonly (readonly [MergeWish["side"], string])[] = [
	["in-front", "In front"],
	["behind", "Behind"],
	["beside", "Beside"],
];

/** Where the other model comes, what is connected with what, and what that would make. */
export default function MergeForm({ phase }: { readonly phase: Extract<MergePhase, { at: "connecting" }> }) {
	const { other, wish, preview, isMerging } = phase;
	const here = useWorkspace((one) => one.state?.model.name) ?? "";
	const { givers, takers } = endsOf(other, wish.side);
	const [above, below] = wish.side === "behind" ? [here, other.name] : [other.name, here];
	return (
		<form
			className="build-form"
			onSubmit={(event) => {
				event.preventDefault();
				void merge();
			}}
		>
			<p className="graft-other">
				<strong>{other.name}</strong>{" "}
				<small>
					{other.nodes.toLocaleString("en")} nodes, {bytesText(other.weightBytes)} of weights,{" "}
					{other.opsets.map(({ domain, version }) => `${domain} ${version}`).join(", ")}
				</small>
				<button type="button" className="link" onClick={openMerge}>
					Choose another
				</button>
			</p>
			{other.problems.map((problem) => (
				<ProblemText key={problem.sentence} problem={problem} />
			))}
			<Segments label="Where it comes" choices={sides} is={wish.side} set={(side) => wishFor(other, side)} />
			{wish.side !== "beside" && (
				<Connections
					title={`${below} takes, from ${above}`}
					givers={givers}
					takers={takers}
					connections={wish.connections}
				/>
			)}
			{wish.side === "behind" && (
				<label className="graft-choice">
					<input
						type="checkbox"
						checked={wish.keepsOutputs}
						onChange={({ target }) => changeWish({ keepsOutputs: target.checked })}
					/>{" "}
					What it takes also stays an output
				</label>
			)}
			<label className="graft-row">
				<span>Names begin with</span>
				<input
					className="field"
					value={wish.prefix}
					placeholder="nothing: no name is taken"
					spellCheck={false}
					onChange={({ target }) => changeWish({ prefix: target.value })}
				/>
			</label>
			{preview && <Foretold preview={preview} />}
			<div className="dialog-buttons">
				<Dialog.Close asChild>
					<button type="button" className="button">
						Cancel
					</button>
				</Dialog.Close>
				<button
					type="submit"
					className="button button-primary"
					disabled={!preview || preview.refused.length > 0 || isMerging}
					data-testid="merge"
				>
					{isMerging ? "Merging …" : "Merge"}
				</button>
			</div>
		</form>
	);
}

/** More are not listed: recipes can connect them. */
const mostShown = 100;

interface ConnectionsProps {
	readonly title: string;
	readonly givers: readonly Port[];
	readonly takers: readonly Port[];
	readonly connections: MergeWish["connections"];
}

function Connections({ title, givers, takers, connections }: ConnectionsProps) {
	return (
		<fieldset className="graft-connections" data-testid="connections">
			<legend>{title}</legend>
			{takers.slice(0, mostShown).map((taker) => (
				<div key={taker.name} className="graft-connection">
					<span title={taker.name}>
						{taker.name} <small>{taker.type || "type not known"}</small>
					</span>
					<select
						className="field"
						aria-label={`What ${taker.name} takes`}
						value={connections.find((one) => one.taker === taker.name)?.giver ?? ""}
						onChange={({ target }) => connectPorts(taker.name, target.value)}
					>
						<option value="">stays an input</option>
						{givers.slice(0, mostShown).map((giver) => {
							const refusal = refusalOf(giver, taker);
							return (
								<option key={giver.name} value={giver.name} disabled={refusal !== ""}>
									{giver.name} {refusal === "" ? giver.type : `– ${refusal}`}
								</option>
							);
						})}
					</select>
				</div>
			))}
			{takers.length > mostShown && <p className="build-note">and {takers.length - mostShown} more, for a recipe</p>}
		</fieldset>
	);
}

function Foretold({ preview }: { readonly preview: MergePreview }) {
	const { meetings, lost, after, refused } = preview;
	const apart = meetings.filter(({ met }) => met === undefined);
	return (
		<div data-testid="merge-preview">
			{meetings.map((one) => (
				<p key={one.domain} className={`draft-said${one.met === undefined ? " is-error" : ""}`}>
					{meetingText(one)}
				</p>
			))}
			{lost.map(({ sentence }) => (
				<p key={sentence} className="draft-said is-warning">
					{sentence}
				</p>
			))}
			{apart.length === 0 && <Said preview={preview} />}
			{refused.length === 0 && (
				<dl className="graft-after">
					<dt>Then it takes</dt>
					<dd>{portsText(after.inputs)}</dd>
					<dt>and gives</dt>
					<dd>{portsText(after.outputs)}</dd>
				</dl>
			)}
		</div>
	);
}

function meetingText({
	domain,
	here,
	there,
	met,
	converted,
	changed,
	problems,
}: MergePreview["meetings"][number]): string {
	const both = `It is of ${domain} ${there}, this one of ${here}.`;
	if (converted > 0) return `${both} It is converted: ${converted} of its nodes are said otherwise in ${here}.`;
	if (met === here) return `${both} All that it says means the same in ${here}, so it is taken as that.`;
	if (met === there) return `${both} All operators of this one mean the same in ${there}, so it becomes that.`;
	const [first] = problems;
	if (first)
		return `${both} It can't be converted: ${first.sentence} Convert this one first, in the model's properties.`;
	const some = changed.slice(0, 6).join(", ");
	return `${both} ${some}${changed.length > 6 ? " and others" : ""} changed between them: merge models of one version.`;
}

function portsText(ports: readonly Port[]): string {
	const shown = ports.slice(0, 12).map(({ name, type }) => `${name}${type === "" ? "" : ` ${type}`}`);
	return `${shown.join(", ") || "nothing"}${ports.length > 12 ? `, and ${ports.length - 12} more` : ""}`;
}
