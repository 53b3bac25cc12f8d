import type { NmsForm, Suppression } from "@suture/repair";
import { useStore } from "zustand";
import { NmsDifferences } from "./nms-differences.tsx";
import { nmsTitles } from "./nms-titles.ts";
import { lookAtRepair, targeting } from "./target-store.ts";

/** Asks what shall suppress boxes: it changes what the model gives, so nothing is done unasked. */
export function NmsQuestion({ suppressions }: { readonly suppressions: readonly Suppression[] }) {
	const chosen = useStore(targeting, ({ wish }) => wish.nms);
	if (suppressions.length === 0) return null;
	return (
		<fieldset className="target-nms" data-testid="nms-question">
			<legend>
				{suppressions.length === 1
					? "The model suppresses boxes."
					: `The model suppresses boxes ${suppressions.length} times.`}{" "}
				What shall do it?
			</legend>
			<Choice
				form={undefined}
				chosen={chosen}
				title="What does it now"
				text="The outputs stay as they are."
				changes={[]}
			/>
			{(suppressions[0]?.forms ?? []).map(({ form }) => {
				const { can, sentence, changes, failed } = answerFor(suppressions, form);
				return (
					<Choice
						key={form}
						form={can ? form : "impossible"}
						chosen={chosen}
						title={nmsTitles[form]}
						text={failed ?? sentence}
						changes={changes}
					/>
				);
			})}
			<NmsDifferences />
		</fieldset>
	);
}

/** What holds for the first suppression of which this form can be made. */
function answerFor(suppressions: readonly Suppression[], form: NmsForm) {
	const all = suppressions.map(({ forms, failed }) => ({ failed, ...forms.find((one) => one.form === form) }));
	const { can = false, sentence = "", changes = [], failed } = all.find((one) => one.can) ?? all[0] ?? {};
	return { can, sentence, changes, failed };
}

interface ChoiceProps {
	/** "impossible": it is shown, with the reason, and can't be chosen. */
	readonly form: NmsForm | "impossible" | undefined;
	readonly chosen: NmsForm | undefined;
	readonly title: string;
	readonly text: string;
	readonly changes: readonly string[];
}

function Choice({ form, chosen, title, text, changes }: ChoiceProps) {
	const isChosen = form === chosen;
	return (
		<div className={form === "impossible" ? "nms-choice is-out" : "nms-choice"}>
			<label>
				<input
					type="radio"
					name="nms"
					checked={isChosen}
					disabled={form === "impossible"}
					onChange={() => form !== "impossible" && void lookAtRepair({ nms: form })}
				/>{" "}
				<strong>{title}</strong>
			</label>
			<p>{text}</p>
			{changes.length > 0 && (
				<details open={isChosen}>
					<summary>What changes</summary>
					<ul>
						{changes.map((line) => (
							<li key={line}>{line}</li>
						))}
					</ul>
				</details>
			)}
		</div>
	);
}
