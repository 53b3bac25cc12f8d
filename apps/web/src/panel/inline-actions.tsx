import type { Edit } from "@suture/graph";
import { Popover } from "radix-ui";
import { useState } from "react";
import type { NodeDescription } from "../surgeon/description.ts";
import { perform } from "../workspace/workspace.ts";

/** Ways to put what is inside of a node where the node is: a branch of an If, rounds of a Loop, a function of the model. */
export function InlineActions({ node }: { readonly node: NodeDescription }) {
	const { address, place, operator, domain, isCall } = node;
	const isOnnx = domain === "" || domain === "ai.onnx";
	const put = (edit: Edit) => void perform([edit]);
	if (isCall)
		return (
			<Inline title="Put the function here" onClick={() => put({ do: "inline-function", node: address, ...place })} />
		);
	if (isOnnx && operator === "If")
		return (
			<>
				{(["then_branch", "else_branch"] as const).map((branch) => (
					<Inline
						key={branch}
						title={branch === "then_branch" ? "Always the then branch" : "Always the else branch"}
						onClick={() => put({ do: "inline-branch", node: address, branch, ...place })}
					/>
				))}
			</>
		);
	return isOnnx && operator === "Loop" ? <Unroll node={node} /> : null;
}

function Inline({ title, onClick }: { readonly title: string; readonly onClick: () => void }) {
	return (
		<button type="button" className="button button-small" onClick={onClick}>
			{title}
		</button>
	);
}

function Unroll({ node: { address, place } }: { readonly node: NodeDescription }) {
	const [isOpen, setOpen] = useState(false);
	const [times, setTimes] = useState("1");
	return (
		<Popover.Root open={isOpen} onOpenChange={setOpen}>
			<Popover.Trigger asChild>
				<button type="button" className="button button-small">
					Unroll …
				</button>
			</Popover.Trigger>
			<Popover.Portal>
				<Popover.Content
					className="form"
					align="start"
					sideOffset={4}
					collisionPadding={8}
					aria-label="Unroll the loop"
				>
					<form
						className="form-rows"
						onSubmit={async (event) => {
							event.preventDefault();
							const edit = { do: "unroll-loop", node: address, times: Number(times), ...place } as const;
							if (await perform([edit])) setOpen(false);
						}}
					>
						<label>
							Rounds
							<input
								className="field"
								inputMode="numeric"
								value={times}
								onChange={(event) => setTimes(event.target.value)}
							/>
						</label>
						<div className="form-end">
							<button type="submit" className="button button-small button-primary" disabled={!/^\d{1,6}$/.test(times)}>
								Unroll
							</button>
						</div>
					</form>
				</Popover.Content>
			</Popover.Portal>
		</Popover.Root>
	);
}
