import { type Graph, modelFromGraph, type NodeId } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { cmakeLists, cppProgram, planProgram, pythonProgram } from "@suture/program";
import type { Role, SplitForTarget } from "@suture/split";
import { type Target, titleOfTarget } from "@suture/tensorrt";
import { zipSync } from "fflate";

/** A plugin that a person described, and the file that registers it. */
export interface LoadedPlugin {
	readonly name: string;
	readonly library: string | undefined;
}

/** How a model would be split, before anything is written. */
export interface SplitPreview {
	readonly title: string;
	readonly parts: readonly {
		readonly role: Role;
		readonly nodes: number;
		/** Of the multiplications and additions, between 0 and 1. */
		readonly work: number;
	}[];
	readonly boundaries: readonly { readonly value: string; readonly text: string }[];
	/** Each refused node: where it goes, and why. */
	readonly placed: readonly { readonly node: NodeId; readonly name: string; readonly sentence: string }[];
	/** What would be refused of the engine's part all the same. */
	readonly remaining: readonly string[];
}

export function previewOfSplit(target: Target, { parts, boundaries, placed, remaining }: SplitForTarget): SplitPreview {
	return {
		title: titleOfTarget(target),
		parts: parts.map(({ role, nodes, work }) => ({ role, nodes, work })),
		boundaries: boundaries.map(({ value, type, carrier, from, to }) => ({
			value,
			text: `${type}${carrier ? ` as ${carrier.type}` : ""}, ${from} → ${to.join(" and ")}`,
		})),
		placed: placed.map(({ node, sentence }) => ({ node: node.id, name: node.name || node.opType, sentence })),
		remaining: remaining.map(({ sentence }) => sentence),
	};
}

/** The parts and the programs that run them, as a zip: what the command line writes into a folder. */
export async function zipOfSplit(
	whole: Graph,
	{ parts }: SplitForTarget,
	title: string,
	plugins: readonly LoadedPlugin[],
): Promise<Blob> {
	const used = new Set([...whole.bodies.values()].flatMap(({ nodes }) => nodes.map(({ opType }) => opType)));
	const libraries = new Set(plugins.flatMap(({ name, library }) => (used.has(name) ? (library ?? []) : [])));
	const plan = planProgram(whole, parts, { title, libraries: [...libraries] });
	const text = new TextEncoder();
	const files: Record<string, Uint8Array> = {
		"program.py": text.encode(pythonProgram(plan)),
		"program.cpp": text.encode(cppProgram(plan)),
		"CMakeLists.txt": text.encode(cmakeLists(plan)),
	};
	for (const [i, part] of parts.entries()) {
		const name = plan.parts[i]?.file ?? `${part.role}.onnx`;
		const written = writeModel(modelFromGraph(part.graph), { name, compact: true });
		for (const file of written.files) files[file.name] = await joinParts(file.parts);
	}
	// Weights hardly get smaller; packing them would only take time.
	const zip = zipSync(files, { level: 0 });
	return new Blob([zip as Uint8Array<ArrayBuffer>], { type: "application/zip" });
}
