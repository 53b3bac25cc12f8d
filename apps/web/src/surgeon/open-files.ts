import { type OpenExternal, type Source, sourceFromBlob } from "@suture/onnx";
import { sourceFromUrl } from "./http-source.ts";

/** Where a model comes from: files that a person chose or dropped, or a model of the host. */
export type Origin =
	| { readonly from: "files"; readonly files: readonly File[] }
	| { readonly from: "host"; readonly id: string; readonly name: string };

/** A model's files, found but not read. */
export interface FoundFiles {
	readonly name: string;
	readonly main: Source;
	readonly openExternal: OpenExternal;
	/** Data files that were opened, by their location. */
	readonly external: ReadonlyMap<string, Source>;
}

/** Finds the .onnx file and gives a way to the data beside it; undefined when there is no model among the files. */
export async function findFiles(origin: Origin): Promise<FoundFiles | undefined> {
	return origin.from === "files" ? findInFiles(origin.files) : await findOnHost(origin);
}

function findInFiles(files: readonly File[]): FoundFiles | undefined {
	// Somebody may drop the model with its data, or a lone file with any ending.
	const model = files.find(({ name }) => /\.onnx$/i.test(name)) ?? (files.length === 1 ? files[0] : undefined);
	if (!model) return undefined;
	const external = new Map<string, Source>();
	return {
		name: model.name,
		main: sourceFromBlob(model, model.name),
		external,
		openExternal: async (location) => {
			const file = dataFile(files, model, location);
			if (!file) return undefined;
			const source = sourceFromBlob(file, location);
			external.set(location, source);
			return source;
		},
	};
}

/** A dropped file has no folder, so its plain name counts; files of a chosen folder have their path. */
function dataFile(files: readonly File[], model: File, location: string): File | undefined {
	const wanted = location.replaceAll("\\", "/").replace(/^\.\//, "");
	const folder = model.webkitRelativePath.split("/").slice(0, -1).join("/");
	const path = folder === "" ? wanted : `${folder}/${wanted}`;
	const baseName = wanted.split("/").at(-1);
	return (
		files.find((file) => file.webkitRelativePath === path) ??
		files.find((file) => file !== model && file.name === baseName)
	);
}

async function findOnHost({ id, name }: Extract<Origin, { from: "host" }>): Promise<FoundFiles | undefined> {
	const address = (file: string) =>
		`/api/models/${encodeURIComponent(id)}/files/${file.split("/").map(encodeURIComponent).join("/")}`;
	const main = await sourceFromUrl(address(name), name);
	if (!main) return undefined;
	const external = new Map<string, Source>();
	return {
		name,
		main,
		external,
		openExternal: async (location) => {
			const source = await sourceFromUrl(address(location.replaceAll("\\", "/")), location);
			if (source) external.set(location, source);
			return source;
		},
	};
}
