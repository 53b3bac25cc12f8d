import { LogOut, Scissors } from "lucide-react";
import { useState } from "react";
import { showDoomed } from "../build/build-store.ts";
import { CutPreview } from "../build/problem-card.tsx";
import { surgeon } from "../surgeon/connect.ts";
import type { Cut } from "../surgeon/cut.ts";
import type { ValueDescription } from "../surgeon/description.ts";
import { perform, select } from "../workspace/workspace.ts";
import { Rename } from "./rename.tsx";
import { Section } from "./section.tsx";
import { TensorView } from "./tensor-view.tsx";
import { useDescribed } from "./use-described.ts";
import { NodeLink } from "./value-name.tsx";

/** One value with all about it, or several that the network shall end at. */
export function ValuesDetails({ values }: { readonly values: readonly string[] }) {
	const described = useDescribed(`values ${values.join("\n")}`, () =>
		Promise.all(values.map((value) => surgeon.describeValue(value))),
	);
	const [cut, setCut] = useState<Cut>();
	if (!described) return null;
	const [only] = described;
	const isOne = described.length === 1 && only !== undefined;
	const notOutputs = described.filter(({ isOutput, from }) => !isOutput && from !== "nothing" && from !== "outside");
	return (
		<>
			<header className="details-head">
				<h2>{isOne ? "Value" : `${described.length} values`}</h2>
				{isOne ? (
					<>
						<Rename
							key={only.name}
							value={only.name}
							onRename={async (name) => {
								if (await perform([{ do: "rename-value", value: only.name, name }]))
									select({ kind: "values", values: [name] });
							}}
						/>
						<span className="details-meta">
							<span>{only.type || "type not known"}</span>
							{only.isOutput && <span>an output of the graph</span>}
							{only.from === "input" && <span>an input of the graph</span>}
						</span>
					</>
				) : (
					<span className="details-meta">Shift-click adds and takes away</span>
				)}
			</header>
			<div className="details-buttons">
				{notOutputs.length > 0 && (
					<button
						type="button"
						className="button button-small"
						data-testid="make-output"
						onClick={async () => {
							await perform(notOutputs.map(({ name }) => ({ do: "add-output", value: name })));
							select({ kind: "values", values });
						}}
					>
						<LogOut size={13} /> Make {notOutputs.length === 1 ? "it an output" : "them outputs"}
					</button>
				)}
				{isOne && only.isOutput && (
					<button
						type="button"
						className="button button-small"
						onClick={async () => {
							await perform([{ do: "remove-output", value: only.name }]);
							select({ kind: "values", values });
						}}
					>
						No longer an output
					</button>
				)}
				<button
					type="button"
					className="button button-small"
					data-testid="cut-at"
					onClick={async () => {
						const found = await surgeon.cutAt(values);
						setCut(found);
						showDoomed(found.removed);
					}}
				>
					<Scissors size={13} /> End the network here …
				</button>
			</div>
			{cut && <CutPreview cut={cut} onDone={() => setCut(undefined)} />}
			{isOne ? (
				<OneValue value={only} />
			) : (
				described.map((value) => <ShortValue key={value.name} value={value} values={values} />)
			)}
		</>
	);
}

function OneValue({ value }: { readonly value: ValueDescription }) {
	return (
		<>
			{value.maker && (
				<Section title="Made by">
					<NodeLink reference={value.maker} />
				</Section>
			)}
			{value.readers.length > 0 && (
				<Section title="Read by">
					{value.readers.map((reader) => (
						<div key={reader.node}>
							<NodeLink reference={reader} />
						</div>
					))}
				</Section>
			)}
			{value.tensor && (
				<Section title="Contents">
					<TensorView name={value.name} tensor={value.tensor} />
				</Section>
			)}
		</>
	);
}

function ShortValue({ value, values }: { readonly value: ValueDescription; readonly values: readonly string[] }) {
	return (
		<div className="port">
			<div className="port-line">
				<span className="port-name">{value.name}</span>
				<button
					type="button"
					className="link"
					onClick={() => select({ kind: "values", values: values.filter((one) => one !== value.name) })}
				>
					take away
				</button>
			</div>
			<span className="port-type">
				{value.type || "type not known"}
				{value.maker && (
					<>
						, from <NodeLink reference={value.maker} />
					</>
				)}
			</span>
		</div>
	);
}
