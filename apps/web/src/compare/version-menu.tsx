import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useHostModels } from "../host/use-host-models.ts";
import type { SideName, Version } from "../surgeon/compared.ts";
import type { Origin } from "../surgeon/open-files.ts";
import type { StepLine } from "../surgeon/step-lines.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { chooseVersion } from "./compare-store.ts";
import { otherSide } from "./sides.ts";
import { useComparing } from "./use-comparing.ts";

/** Which version stands on a side, and all that can stand there: moments of the open model, models of the host, files. */
export function VersionMenu({ side }: { readonly side: SideName }) {
	const version = useComparing((one) => one.versions[side]);
	const steps = useWorkspace(({ state }) => state?.steps) ?? noSteps;
	const done = useWorkspace(({ state }) => state?.done) ?? 0;
	const other = useComparing((one) => one.versions[otherSide(side)]);
	const model = useWorkspace(({ state }) => state?.model.name) ?? "";
	const title = titleOf(version, done, other.of === "model" ? model : undefined);
	const moments = [...steps.keys(), steps.length].filter((one) => one <= steps.length);
	return (
		<DropdownMenu.Root>
			<DropdownMenu.Trigger asChild>
				<button
					type="button"
					className={`button button-quiet compare-version is-${side}`}
					aria-label={side === "before" ? "Before" : "After"}
					title={sentenceOf(version, steps)}
				>
					<span>{title}</span>
					<ChevronDown size={13} />
				</button>
			</DropdownMenu.Trigger>
			<DropdownMenu.Portal>
				<DropdownMenu.Content className="menu compare-menu" align="start" sideOffset={4}>
					{moments.map((moment) => (
						<DropdownMenu.Item
							key={moment}
							className="menu-item"
							onSelect={() => chooseVersion(side, { of: "moment", done: moment })}
						>
							<span className="menu-check">
								{version.of === "moment" && version.done === moment && <Check size={14} />}
							</span>
							<span className="compare-moment">{sentenceOf({ of: "moment", done: moment }, steps)}</span>
							{moment === done && <small>now</small>}
						</DropdownMenu.Item>
					))}
					<div className="menu-line" />
					<DropdownMenu.Item className="menu-item" onSelect={() => chooseFile(side)}>
						<span className="menu-check" /> Another file …
					</DropdownMenu.Item>
					<HostModels side={side} />
				</DropdownMenu.Content>
			</DropdownMenu.Portal>
		</DropdownMenu.Root>
	);
}

const noSteps: readonly StepLine[] = [];

/** `model`: the name of the open model, where it stands beside another one. */
function titleOf(version: Version, done: number, model?: string): string {
	if (version.of === "model") return nameOf(version.origin);
	const isNow = version.done === done;
	if (model !== undefined && isNow) return model;
	const moment = version.done === 0 ? "as it was opened" : isNow ? "now" : `after step ${version.done}`;
	return model === undefined ? moment.charAt(0).toUpperCase() + moment.slice(1) : `${model}, ${moment}`;
}

function nameOf(origin: Origin): string {
	return origin.from === "host" ? origin.name : (modelFile(origin.files)?.name ?? "");
}

function sentenceOf(version: Version, steps: readonly StepLine[]): string {
	if (version.of === "model") return nameOf(version.origin);
	const step = steps[version.done - 1];
	return step ? `${version.done} · ${step.sentence}` : "As it was opened";
}

function modelFile(files: readonly File[]): File | undefined {
	return files.find(({ name }) => /\.onnx$/i.test(name)) ?? files[0];
}

/** Lets the person choose a model, with its data beside it. */
export function chooseFile(side: SideName): void {
	const input = document.createElement("input");
	input.type = "file";
	input.multiple = true;
	input.accept = ".onnx,.data,.onnx_data,.bin,.weight,.pb";
	input.onchange = () => {
		const files = [...(input.files ?? [])];
		if (files.length > 0) chooseVersion(side, { of: "model", origin: { from: "files", files } });
	};
	input.click();
}

function HostModels({ side }: { readonly side: SideName }) {
	const models = useHostModels();
	if (!models || models.length === 0) return null;
	return (
		<>
			<DropdownMenu.Label className="compare-label">Models of this host</DropdownMenu.Label>
			{models.map(({ id, name, origin }) => (
				<DropdownMenu.Item
					key={id}
					className="menu-item"
					onSelect={() => chooseVersion(side, { of: "model", origin: { from: "host", id, name } })}
				>
					<span className="compare-moment">{name}</span>
					{origin === "example" && <small>example</small>}
				</DropdownMenu.Item>
			))}
		</>
	);
}
