import { Popover } from "radix-ui";
import { useEffect, useState } from "react";
import { ProblemText } from "../shell/problem-text.tsx";
import { converter } from "../surgeon/connect.ts";
import type { ConversionPreview, ConvertedGroup } from "../surgeon/converter.ts";
import type { LocatedProblem } from "../surgeon/locate.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { goToNode, notify, perform, problemOf } from "../workspace/workspace.ts";
import { NodeLink } from "./value-name.tsx";
import "./convert-opset.css";

/** Converts the whole model to another opset of ai.onnx: what would change and what can't be converted is shown before. */
export function ConvertOpset({ from }: { readonly from: number }) {
	const [isOpen, setOpen] = useState(false);
	const [text, setText] = useState(String(from));
	const preview = usePreview(text, isOpen);
	const isRefused = preview?.problems.some(({ problem }) => problem.severity === "error") ?? false;
	const isSame = text.trim() === String(from);
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>
				<button type="button" className="button button-small convert-open" data-testid="open-convert">
					Convert to opset …
				</button>
			</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content
					className="form convert"
					align="end"
					sideOffset={4}
					collisionPadding={8}
					aria-label="Convert to another opset"
					data-testid="convert"
				>
					<form
						className="form-rows"
						onSubmit={async (event) => {
							event.preventDefault();
							if (preview && !isRefused && !isSame && (await perform(preview.edits))) setOpen(false);
						}}
					>
						<label>
							Opset
							<input
								className="field"
								inputMode="numeric"
								value={text}
								onChange={(event) => setText(event.target.value)}
							/>
						</label>
						{!isSame && preview && <Preview preview={preview} />}
						<div className="form-end">
							<button
								type="submit"
								className="button button-small button-primary"
								disabled={isSame || isRefused || !preview}
								data-testid="do-convert"
							>
								Convert
							</button>
						</div>
					</form>
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}

/** What a conversion to what is written would do, as long as it is a number. */
function usePreview(text: string, isAsked: boolean): ConversionPreview | undefined {
	const [preview, setPreview] = useState<ConversionPreview>();
	const steps = useWorkspace(({ state }) => state);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another state of the document is another model to convert.
	useEffect(() => {
		setPreview(undefined);
		if (!isAsked || !/^\s*\d{1,4}\s*$/.test(text)) return;
		let isCurrent = true;
		const timer = setTimeout(() => {
			converter.preview(Number(text)).then(
				(found) => isCurrent && setPreview(found),
				(error: unknown) => notify(problemOf(error)),
			);
		}, 180);
		return () => {
			isCurrent = false;
			clearTimeout(timer);
		};
	}, [text, isAsked, steps]);
	return preview;
}

/** More are counted, not listed. */
const mostShown = 100;

function Preview({ preview: { groups, problems } }: { readonly preview: ConversionPreview }) {
	const errors = problems.filter(({ problem }) => problem.severity === "error");
	const count = groups.reduce((sum, { nodes }) => sum + nodes.length, 0);
	return (
		<div className="convert-preview" data-testid="convert-preview" role="status">
			{errors.length > 0 ? (
				<p>
					Nothing is changed, since {errors.length === 1 ? "this stands" : `these ${errors.length} stand`} in the way:
				</p>
			) : (
				<p>
					{count === 0
						? "No node has to be said otherwise."
						: `${count} ${count === 1 ? "node is" : "nodes are"} said otherwise, with the same results:`}
				</p>
			)}
			{groups.map((group) => (
				<Group key={group.title} group={group} />
			))}
			{[...Map.groupBy(problems, ({ problem }) => problem.sentence)].map(([sentence, located]) => (
				<Problem key={sentence} located={located} />
			))}
		</div>
	);
}

/** One thing that is said of all these nodes. */
function Problem({ located }: { readonly located: readonly LocatedProblem[] }) {
	const [first] = located;
	if (!first) return null;
	return (
		<ProblemText problem={first.problem}>
			{located.slice(0, mostShown).map(
				({ problem: { place }, node }) =>
					node !== undefined && (
						<button type="button" className="link" key={node} onClick={() => void goToNode(node)}>
							{place.node?.name || place.node?.output}
						</button>
					),
			)}
			{located.length > mostShown && `and ${located.length - mostShown} more`}
		</ProblemText>
	);
}

function Group({ group: { title, nodes } }: { readonly group: ConvertedGroup }) {
	return (
		<details>
			<summary>
				{title} <small>{nodes.length}</small>
			</summary>
			<ul>
				{nodes.slice(0, mostShown).map((one) => (
					<li key={one.node}>
						<NodeLink reference={one} />
					</li>
				))}
				{nodes.length > mostShown && <li>and {nodes.length - mostShown} more</li>}
			</ul>
		</details>
	);
}
