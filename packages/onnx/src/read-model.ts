import { type Problem, problem } from "@suture/problems";
import type { Draft } from "./decode-message.ts";
import { attachExternalData, type OpenExternal } from "./external-data.ts";
import { setOrigin } from "./origin.ts";
import { readMessage } from "./read-message.ts";
import { itemsPerMessage, type Reading, startReading, WireError } from "./reading.ts";
import { recognisedBytes, recogniseFile } from "./recognise-file.ts";
import type { ModelProto } from "./schema.gen.ts";
import { emptyMessage, schemaOf } from "./schema.ts";
import type { Source } from "./source.ts";

export interface ReadModel {
	/** Undefined when the file can't be read as a model; then `problems` says why. */
	readonly model: ModelProto | undefined;
	readonly problems: readonly Problem[];
}

export interface ReadModelOptions {
	/** Opens files of weights beside the model; without it, external tensors are reported as missing. */
	readonly openExternal?: OpenExternal;
}

/** Reads a model's structure; weights stay on their ranges of the source until somebody reads them.
 *  A file that is no model gives a problem with the byte where it goes wrong. Rejects with SutureError only when the source
 *  itself fails. Memory: the structure, and 4 MB; a file of 4 GB whose weights are external costs what its nodes cost. */
export async function readModel(source: Source, { openExternal }: ReadModelOptions = {}): Promise<ReadModel> {
	const file = source.name;
	if (source.byteLength === 0) return { model: undefined, problems: [problem("onnx/empty", { file }, { file })] };
	const head = await source.read(0, Math.min(recognisedBytes, source.byteLength));
	const other = recogniseFile(head);
	if (other)
		return { model: undefined, problems: [problem("onnx/other-format", { file, ...other }, { file, offset: 0 })] };

	const draft: Draft = emptyMessage(schemaOf("ModelProto"));
	const reading = startReading(file);
	try {
		await readMessage(draft, schemaOf("ModelProto"), source, reading);
	} catch (error) {
		if (!(error instanceof WireError)) throw error;
		return { model: undefined, problems: unreadable(error.problem, draft, reading) };
	}
	const model = draft as unknown as ModelProto;
	if (!model.graph) return { model: undefined, problems: [problem("onnx/no-graph", { file }, { file })] };
	setOrigin(model, { source, header: 0, start: 0, end: source.byteLength, field: 0 });
	const external = await attachExternalData(model, openExternal ?? (async () => undefined));
	return { model, problems: [...reading.problems, ...external] };
}

/** A file that breaks before anything of a model was seen is not a damaged model: it is something else, and what was odd
 *  in it before means nothing. */
function unreadable(found: Problem, draft: Draft, reading: Reading): Problem[] {
	const isModel = draft["irVersion"] !== undefined || draft["graph"] !== undefined || reading.items > itemsPerMessage;
	if (isModel) return [...reading.problems, found];
	return [problem("onnx/not-a-model", { file: reading.file, reason: found.sentence }, found.place)];
}
