import type { RunTensor, Session } from "@suture/onnx";
import { openSession } from "@suture/runtime";
import type { PartJson } from "./write-split.ts";

/** The parts of a model as one session: each takes what those before it made. Rejects with what ONNX Runtime says. */
export async function openParts(parts: readonly PartJson[]): Promise<Session> {
	const opened: Session[] = [];
	const close = async () => {
		for (const session of opened) await session.close();
	};
	try {
		for (const { file } of parts) opened.push(await openSession(file));
	} catch (error) {
		await close();
		throw error;
	}
	return {
		async run(inputs, outputs) {
			const values = new Map<string, RunTensor>(inputs);
			for (const [i, part] of parts.entries()) {
				const found = await opened[i]?.run(valuesOf(values, part.inputs), part.outputs);
				for (const [name, tensor] of found ?? []) values.set(name, tensor);
			}
			return valuesOf(values, outputs);
		},
		close,
	};
}

function valuesOf(values: ReadonlyMap<string, RunTensor>, names: readonly string[]): ReadonlyMap<string, RunTensor> {
	return new Map(
		names.map((name) => {
			const tensor = values.get(name);
			if (!tensor) throw new Error(`No part makes ${name}.`);
			return [name, tensor];
		}),
	);
}
