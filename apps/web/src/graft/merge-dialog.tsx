import { FileUp } from "lucide-react";
import { Dialog } from "radix-ui";
import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { useHostModels } from "../host/use-host-models.ts";
import { bytesText } from "../panel/numbers.ts";
import { ProblemText } from "../shell/problem-text.tsx";
import { askForFiles } from "../start/open-local-files.ts";
import { closeMerge, type MergePhase, merging, readOther } from "./merge-store.ts";
import "../build/build-dialog.css";
import "./graft.css";

const MergeForm = lazy(() => import("./merge-form.tsx"));

/** Brings another model to the open one: which, where, and what is connected. */
export function MergeDialog() {
	const phase = useStore(merging, (one) => one.phase);
	return (
		<Dialog.Root open={phase.at !== "closed"} onOpenChange={(isOpen) => !isOpen && closeMerge()}>
			<Dialog.Portal>
				<Dialog.Overlay className="dialog-cover" />
				<Dialog.Content className="dialog graft" aria-describedby={undefined} data-testid="merge-dialog">
					<Dialog.Title className="dialog-title">Merge with another model</Dialog.Title>
					<Step phase={phase} />
				</Dialog.Content>
			</Dialog.Portal>
		</Dialog.Root>
	);
}

function Step({ phase }: { readonly phase: MergePhase }) {
	switch (phase.at) {
		case "closed":
			return null;
		case "choosing":
			return <Choosing problems={phase.problems} />;
		case "reading":
			return (
				<p className="graft-reading" role="status">
					<span className="spinner" /> Reading {phase.name} …
				</p>
			);
		case "connecting":
			return (
				<Suspense>
					<MergeForm phase={phase} />
				</Suspense>
			);
	}
}

function Choosing({ problems }: { readonly problems: Extract<MergePhase, { at: "choosing" }>["problems"] }) {
	const models = useHostModels() ?? [];
	const choose = (files: readonly File[]) => {
		const [first] = files;
		if (first) void readOther({ from: "files", files }, first.name);
	};
	return (
		<div className="build-form">
			{problems.map((problem) => (
				<ProblemText key={problem.sentence} problem={problem} />
			))}
			<button
				type="button"
				className="button graft-choose"
				onClick={() => askForFiles(choose)}
				data-testid="choose-other"
			>
				<FileUp size={15} /> Choose a file, with its data beside it …
			</button>
			{models.length > 0 && (
				<>
					<p className="graft-heading">or one of this host</p>
					<ul className="graft-models">
						{models.map(({ id, name, byteLength, origin }) => (
							<li key={id}>
								<button type="button" onClick={() => void readOther({ from: "host", id, name }, name)} title={id}>
									<span>
										{origin === "folder" ? id.slice("folder/".length) : name}
										{origin === "example" && <small> example</small>}
									</span>
									<small>{bytesText(byteLength)}</small>
								</button>
							</li>
						))}
					</ul>
				</>
			)}
		</div>
	);
}
