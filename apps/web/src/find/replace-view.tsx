import type { Pattern } from "@suture/pattern";
import { PenLine, Undo2 } from "lucide-react";
import { useRef } from "react";
import { Said } from "../panel/draft.tsx";
import { OperatorPopover } from "../panel/operator-popover.tsx";
import type { PlacesPreview } from "../surgeon/finder.ts";
import type { PlaceWish } from "../surgeon/replace-places.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { undo } from "../workspace/workspace.ts";
import { chosenPlaces, replacePlaces, setWish, useFinding, writeLineBy } from "./find-store.ts";

const ways = [
	{ does: "replace", name: "Replace" },
	{ does: "bypass", name: "Bypass" },
	{ does: "delete", name: "Delete" },
] as const;

/** What shall come in the stead of the places, what that would bring, and the button that does it. */
export function ReplaceView({ pattern }: { readonly pattern: Pattern }) {
	const wish = useFinding((one) => one.wish);
	const preview = useFinding((one) => one.preview);
	const count = useFinding((one) => chosenPlaces(one).length);
	const choose = (does: PlaceWish["do"]) => {
		if (does === "replace") setWish({ do: "replace", lines: "" });
		else setWish(does === "delete" ? { do: "delete" } : { do: "bypass", input: pattern.inputs[0] ?? "" });
	};
	return (
		<section className="find-replace" aria-label="What comes instead">
			<div className="segments" role="radiogroup" aria-label="What to do with all places">
				{ways.map(({ does, name }) => (
					<button
						key={does}
						type="button"
						role="radio"
						aria-checked={wish.do === does}
						onClick={() => wish.do !== does && choose(does)}
					>
						{name}
					</button>
				))}
			</div>
			{wish.do === "replace" && <Lines pattern={pattern} lines={wish.lines} />}
			{wish.do === "bypass" && <Bypass pattern={pattern} input={wish.input} />}
			{wish.do === "delete" && <p className="simplify-about">What read their outputs is left without, and says so.</p>}
			{preview && <Foretold preview={preview} />}
			<Footer wish={wish} preview={preview} count={count} />
		</section>
	);
}

function Lines({ pattern, lines }: { readonly pattern: Pattern; readonly lines: string }) {
	const field = useRef<HTMLTextAreaElement>(null);
	const insert = (name: string) => {
		const { current } = field;
		if (!current) return;
		const { selectionStart: start, selectionEnd: end } = current;
		setWish({ do: "replace", lines: lines.slice(0, start) + name + lines.slice(end) });
		requestAnimationFrame(() => {
			current.focus();
			current.setSelectionRange(start + name.length, start + name.length);
		});
	};
	const { inputs, outputs, constants } = pattern;
	return (
		<>
			<textarea
				ref={field}
				className="draft-field find-field"
				aria-label="The replacement, as lines of ONNX text"
				placeholder={`${outputs.join(", ")} = Operator <attribute = 1> (${[...inputs, ...constants.map(({ name }) => name)].join(", ")})`}
				rows={Math.min(8, Math.max(2, lines.split("\n").length))}
				value={lines}
				spellCheck={false}
				data-testid="replacement"
				data-changed={lines !== ""}
				onChange={({ target }) => setWish({ do: "replace", lines: target.value })}
				onKeyDown={(event) => {
					if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void replacePlaces();
				}}
			/>
			<div className="find-names">
				<span>Takes</span>
				{[...inputs, ...constants.map(({ name }) => name)].map((name) => (
					<NameButton key={name} name={name} onPress={() => insert(name)} />
				))}
				<span>and makes</span>
				{outputs.map((name) => (
					<NameButton key={name} name={name} onPress={() => insert(name)} />
				))}
			</div>
		</>
	);
}

function NameButton({ name, onPress }: { readonly name: string; readonly onPress: () => void }) {
	return (
		<button type="button" className="find-name" onClick={onPress} aria-label={`Write ${name}`}>
			{name}
		</button>
	);
}

function Bypass({ pattern, input }: { readonly pattern: Pattern; readonly input: string }) {
	const { inputs, outputs } = pattern;
	if (inputs.length < 2)
		return (
			<p className="simplify-about">
				What read {outputs.join(", ")} reads {input || "nothing"} instead.
			</p>
		);
	return (
		<label className="find-through">
			What read {outputs.join(", ")} reads
			<select
				className="field"
				value={input}
				onChange={({ target }) => setWish({ do: "bypass", input: target.value })}
				aria-label="The input that is passed on"
			>
				{inputs.map((name) => (
					<option key={name}>{name}</option>
				))}
			</select>
		</label>
	);
}

/** What would be wrong. */
function Foretold({ preview }: { readonly preview: PlacesPreview }) {
	if (preview.at === "wrong") {
		return (
			<div role="status" data-testid="replacement-said">
				{preview.problems.slice(0, 3).map(({ sentence, remedy }) => (
					<p key={sentence} className="draft-said is-error">
						{sentence} {remedy}
					</p>
				))}
			</div>
		);
	}
	const { refused } = preview;
	return (
		<div data-testid="replacement-said">
			<Said preview={preview.preview} />
			{refused.length > 0 && (
				<p className="draft-said is-warning">
					{refused.length} {refused.length === 1 ? "place stays" : "places stay"} as{" "}
					{refused.length === 1 ? "it is" : "they are"}: {refused[0]?.problem.sentence}
				</p>
			)}
		</div>
	);
}

const verbs = { replace: "Replace", bypass: "Bypass", delete: "Delete" } as const;

interface FooterProps {
	readonly wish: PlaceWish;
	readonly preview: PlacesPreview | undefined;
	readonly count: number;
}

function Footer({ wish, preview, count }: FooterProps) {
	const done = useFinding((one) => one.done);
	const step = useWorkspace((one) => one.state?.done);
	const possible = preview?.at === "possible" ? preview.count : 0;
	const shown = preview?.at === "possible" ? possible : count;
	return (
		<>
			{done !== undefined && done.step === step && (
				<p className="find-done" role="status" data-testid="find-done">
					Done at {done.places.toLocaleString("en")} {done.places === 1 ? "place" : "places"}.{" "}
					<button type="button" className="link" onClick={() => void undo()}>
						<Undo2 size={12} /> Undo
					</button>
				</p>
			)}
			<footer className="simplify-foot find-foot">
				{wish.do === "replace" && (
					<OperatorPopover
						title="By one operator"
						button="Write the line"
						domain=""
						choice="With weights as inputs"
						onDone={writeLineBy}
					>
						<button type="button" className="button" data-testid="by-one-operator">
							<PenLine size={14} /> By one operator …
						</button>
					</OperatorPopover>
				)}
				<button
					type="button"
					className="button button-primary"
					disabled={possible === 0}
					onClick={() => void replacePlaces()}
					data-testid="replace-places"
					title="Ctrl+Enter in the lines"
				>
					{verbs[wish.do]} {shown < 2 ? "" : `all ${shown.toLocaleString("en")}`}
				</button>
			</footer>
		</>
	);
}
