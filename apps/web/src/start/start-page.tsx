import type { ModelEntry } from "@suture/protocol";
import { FileUp, FolderOpen, Play } from "lucide-react";
import type { ReactNode } from "react";
import { useHostModels } from "../host/use-host-models.ts";
import { bytesText } from "../panel/numbers.ts";
import { openHostModel } from "../shell/open-from-address.ts";
import { ProblemText } from "../shell/problem-text.tsx";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { BuilderList } from "./builder-list.tsx";
import { chooseFiles, openLocalFiles } from "./open-local-files.ts";
import "./start-page.css";

/** The example that shows the point within a minute: its post-processing is what TensorRT refuses. */
const failingExample = "example/effdet_size.ts11.onnx";

/** What is there before a model is: ways to open one, and what this host can build with. */
export function StartPage() {
	const phase = useWorkspace((one) => one.phase);
	const models = useHostModels();
	if (phase.at === "opening") return <Opening name={phase.name} />;
	const problems = phase.at === "start" ? phase.problems : [];
	const missing = phase.at === "start" ? phase.missing : [];
	return (
		<div className="start">
			<div className="start-column">
				<header className="start-head">
					<h1>Suture</h1>
					<p>See which node TensorRT refuses, mend the graph, build the engine.</p>
				</header>
				{problems.map((problem) => (
					<ProblemText key={problem.sentence} problem={problem} />
				))}
				{missing.length > 0 && phase.at === "start" && <AddData missing={missing} files={phase.files} />}
				<section className="start-ways">
					<button type="button" className="start-way" onClick={chooseFiles} data-testid="choose-file">
						<FileUp size={20} />
						<span>
							<strong>Open a model</strong>
							<small>or drop it here, with its data file beside it. It stays on this machine until you build.</small>
						</span>
					</button>
					<button
						type="button"
						className="start-way"
						onClick={() => void openHostModel(failingExample)}
						data-testid="open-example"
					>
						<Play size={20} />
						<span>
							<strong>Try a network that TensorRT refuses</strong>
							<small>EfficientDet with its post-processing: build it, see the node, cut, build again.</small>
						</span>
					</button>
				</section>
				<ModelList
					title="Models of this host"
					icon={<FolderOpen size={15} />}
					models={models?.filter(({ origin }) => origin !== "example")}
				/>
				<ModelList title="Examples" models={models?.filter(({ origin }) => origin === "example")} />
				<BuilderList />
			</div>
		</div>
	);
}

function Opening({ name }: { readonly name: string }) {
	return (
		<div className="start-opening" role="status">
			<div className="spinner" />
			Opening {name} …
		</div>
	);
}

/** The model is readable but its weights are elsewhere: let the person add them. */
function AddData({ missing, files }: { readonly missing: readonly string[]; readonly files: readonly File[] }) {
	const add = () => {
		const input = document.createElement("input");
		input.type = "file";
		input.multiple = true;
		input.onchange = () => openLocalFiles([...files, ...(input.files ?? [])]);
		input.click();
	};
	return (
		<button type="button" className="button" onClick={add}>
			Add {missing.join(", ")} …
		</button>
	);
}

function ModelList({
	title,
	icon,
	models,
}: {
	readonly title: string;
	readonly icon?: ReactNode;
	readonly models: readonly ModelEntry[] | undefined;
}) {
	if (!models || models.length === 0) return null;
	return (
		<section className="start-list">
			<h2>
				{icon}
				{title}
			</h2>
			<ul>
				{models.map(({ id, name, byteLength, origin }) => (
					<li key={id}>
						<button type="button" onClick={() => void openHostModel(id)} title={id}>
							<span className="start-name">{origin === "folder" ? id.slice("folder/".length) : name}</span>
							<span className="start-size">{bytesText(byteLength)}</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}
