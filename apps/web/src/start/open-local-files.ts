import { forgetBuild } from "../build/build-store.ts";
import { surgeon } from "../surgeon/connect.ts";
import { openModel } from "../workspace/workspace.ts";

/** Opens a model among files of the person's own machine. They stay there until a build is asked for. */
export function openLocalFiles(files: readonly File[]): void {
	if (files.length === 0) return;
	const address = new URL(location.href);
	address.search = "";
	history.replaceState(null, "", address);
	forgetBuild();
	void openModel({ from: "files", files });
}

/** Lets the person choose files, a model and the data beside it, and opens it. */
export function chooseFiles(): void {
	askForFiles(openLocalFiles);
}

/** Lets the person choose files, a model and the data beside it. */
export function askForFiles(take: (files: readonly File[]) => void): void {
	const input = document.createElement("input");
	input.type = "file";
	input.multiple = true;
	input.accept = ".onnx,.data,.onnx_data,.bin,.weight,.pb";
	input.onchange = () => take([...(input.files ?? [])]);
	input.click();
}

/** Opens a model that is nearly nothing, to make one of. */
export async function openNewModel(): Promise<void> {
	openLocalFiles([new File([await surgeon.newModel()], "new.onnx")]);
}
