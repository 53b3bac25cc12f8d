import type { ModelProto } from "@suture/onnx";
import { type Problem, SutureError } from "@suture/problems";
import { type OpenedModel, openModel } from "@suture/server";

/** A model that could be read, with its files open. */
export interface ReadableModel extends AsyncDisposable {
	readonly model: ModelProto;
	readonly opened: OpenedModel;
	readonly problems: readonly Problem[];
}

/** Opens a model for a verb. Rejects with SutureError when it can't be read at all: then no verb can do anything. */
export async function openForVerb(path: string): Promise<ReadableModel> {
	const opened = await openModel(path);
	const { model, problems } = opened;
	if (model) return { model, opened, problems, [Symbol.asyncDispose]: opened.close };
	await opened.close();
	const [first] = problems;
	// readModel gives a model or at least one problem.
	throw first
		? SutureError.from(first)
		: new SutureError("file/unreadable", { file: path, reason: "it holds no model" });
}
