import type { TensorLiteral } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { bytesText } from "../panel/numbers.ts";
import { Statistics } from "../panel/statistics.tsx";
import { tensors } from "../surgeon/connect.ts";
import type { EditPlace, TensorLine, TensorStatistics } from "../surgeon/description.ts";
import { notify, perform, saveFile } from "../workspace/workspace.ts";
import { ChangeType } from "./change-type.tsx";
import { HeatMapView } from "./heat-map-view.tsx";
import { readNpy, writeNpy } from "./npy.ts";
import { PasteNumbers } from "./paste-numbers.tsx";
import { ValueGrid } from "./value-grid.tsx";
import "./tensor-dialog.css";

interface TensorDialogProps {
	readonly name: string;
	readonly tensor: TensorLine;
	readonly place: EditPlace;
	/** The button that opens it. */
	readonly children: ReactNode;
}

/** As many as a person edits one by one. */
const mostInGrid = 1024;

/** What a tensor holds: as pictures and numbers, to be edited, pasted, loaded, saved, and changed in type. */
export function TensorDialog({ children, ...rest }: TensorDialogProps) {
	const [isOpen, setOpen] = useState(false);
	return (
		<Dialog.Root open={isOpen} onOpenChange={setOpen}>
			<Dialog.Trigger asChild>{children}</Dialog.Trigger>
			<Dialog.Portal>
				<Dialog.Overlay className="palette-shade" />
				<Dialog.Content className="tensor-dialog" aria-describedby={undefined} data-testid="tensor-dialog">
					<Contents {...rest} />
					<Dialog.Close asChild>
						<button
							type="button"
							className="button button-quiet button-icon button-small details-close"
							aria-label="Close the contents"
						>
							<X size={15} />
						</button>
					</Dialog.Close>
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

function Contents({ name, tensor, place }: Omit<TensorDialogProps, "children">) {
	const { dataType, dims, byteLength } = tensor;
	const elements = dims.reduce((product, size) => product * size, 1);
	const isNumbers = dataType !== "string" && elements > 0;
	const set = (literal: TensorLiteral) => perform([{ do: "set-tensor", value: name, tensor: literal, ...place }]);
	const { revision } = tensor;
	return (
		<>
			<header className="details-head">
				<Dialog.Title>{name}</Dialog.Title>
				<span className="details-meta">
					{dataType} {dims.length === 0 ? "scalar" : `[${dims.join(" × ")}]`}, {bytesText(byteLength)}
				</span>
			</header>
			<div className="details-buttons">
				<button
					type="button"
					className="button button-small"
					onClick={() => chooseFile((file) => load(file, tensor, set))}
				>
					Load .npy or raw …
				</button>
				<button type="button" className="button button-small" onClick={() => void save(name, "npy")}>
					Save .npy
				</button>
				<button type="button" className="button button-small" onClick={() => void save(name, "raw")}>
					Save raw
				</button>
				{isNumbers && <ChangeType key={`${dataType} ${revision}`} name={name} from={dataType} onChange={set} />}
			</div>
			{isNumbers && (
				<div className="tensor-body">
					<div className="tensor-pictures">
						<Figures name={name} revision={revision} />
						{elements > 1 && <HeatMapView value={name} revision={revision} />}
					</div>
					<div className="tensor-elements">
						{elements <= mostInGrid ? (
							<ValueGrid revision={revision} name={name} dataType={dataType} dims={dims} onChange={set} />
						) : (
							<FirstValues revision={revision} name={name} elements={elements} />
						)}
						<PasteNumbers dataType={dataType} dims={dims} onChange={set} />
					</div>
				</div>
			)}
			{!isNumbers && <p className="draft-said">Texts and empty tensors are only shown here; edit them in a recipe.</p>}
		</>
	);
}

function Figures({ name, revision }: { readonly name: string; readonly revision: number }) {
	const [statistics, setStatistics] = useState<TensorStatistics | Problem>();
	// biome-ignore lint/correctness/useExhaustiveDependencies: another revision means other elements.
	useEffect(() => {
		let isCurrent = true;
		tensors.statistics(name).then((found) => {
			if (isCurrent) setStatistics(found);
		});
		return () => {
			isCurrent = false;
		};
	}, [name, revision]);
	if (!statistics) return <div className="spinner" />;
	return "code" in statistics ? (
		<p className="draft-said is-error">{statistics.sentence}</p>
	) : (
		<Statistics statistics={statistics} />
	);
}

interface FirstValuesProps {
	readonly name: string;
	readonly revision: number;
	readonly elements: number;
}

function FirstValues({ name, revision, elements }: FirstValuesProps) {
	const [values, setValues] = useState<readonly string[]>([]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another revision means other elements.
	useEffect(() => {
		let isCurrent = true;
		tensors.values(name, 0, 2000).then((found) => {
			if (isCurrent && Array.isArray(found)) setValues(found);
		});
		return () => {
			isCurrent = false;
		};
	}, [name, revision]);
	return (
		<div className="tensor-values">
			{values.join(", ")}
			{elements > values.length && ` … and ${(elements - values.length).toLocaleString("en-US")} more`}
		</div>
	);
}

function chooseFile(take: (file: File) => Promise<unknown>): void {
	const input = document.createElement("input");
	input.type = "file";
	input.onchange = () => {
		const file = input.files?.[0];
		if (file) void take(file);
	};
	input.click();
}

/** Larger files could not be kept in a recipe anyway. */
const mostBytes = 64_000_000;

async function load(
	file: File,
	{ dataType, dims, rawByteLength }: TensorLine,
	set: (literal: TensorLiteral) => Promise<boolean>,
): Promise<void> {
	const refuse = (reason: string) => notify(problem("page/bad-tensor-file", { file: file.name, reason }));
	if (file.size > mostBytes) return refuse(`it is larger than ${bytesText(mostBytes)}`);
	const bytes = new Uint8Array(await file.arrayBuffer());
	const isNpy = /\.npy$/i.test(file.name);
	if (!isNpy && bytes.length !== rawByteLength)
		return refuse(`it has ${bytes.length} bytes, and the tensor has ${rawByteLength}`);
	const array = isNpy ? readNpy(bytes) : { type: dataType, dims, bytes };
	if ("reason" in array) return refuse(array.reason);
	const literal = await tensors.literalOf(array);
	if ("code" in literal) notify(literal);
	else await set(literal);
}

async function save(name: string, format: "npy" | "raw"): Promise<void> {
	const found = await tensors.contents(name);
	if ("code" in found) return notify(found);
	const bytes = format === "npy" ? writeNpy(found) : found.bytes.slice();
	const plain = name.replace(/[^\w.-]+/g, "_");
	if (bytes) saveFile(`${plain}.${format === "npy" ? "npy" : "bin"}`, new Blob([bytes]));
	else notify(problem("page/bad-tensor-file", { file: `${plain}.npy`, reason: `NumPy has no ${found.type}` }));
}
