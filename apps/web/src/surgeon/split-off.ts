import { bodyOf, modelFromGraph, type NodeId, nameOf } from "@suture/graph";
import { joinParts, writeModel } from "@suture/onnx";
import { cmakeLists, cppProgram, planProgram, pythonProgram } from "@suture/program";
import type { Role } from "@suture/split";
import { titleOfTarget } from "@suture/tensorrt";
import { zipSync } from "fflate";
import type { SplitDraft } from "./split-draft.ts";

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
	/** In which part each node of main runs; constants are in each that needs them. */
	readonly roles: ReadonlyMap<NodeId, Role>;
	readonly boundaries: readonly SplitBoundary[];
	/** Each refused node: where it goes, and why. */
	readonly placed: readonly {
		readonly node: NodeId;
		readonly name: string;
		readonly operator: string;
		readonly role: Role;
		readonly sentence: string;
	}[];
	/** How many nodes are outside of the engine only because of those. */
	readonly moved: number;
	/** What would be refused of the engine's part all the same. */
	readonly remaining: readonly string[];
	/** Where someone wants nodes, in the order in which it was wished. */
	readonly wishes: readonly { readonly role: Role; readonly nodes: readonly NodeId[]; readonly name: string }[];
}

/** A value that goes from one part to others. */
export interface SplitBoundary {
	readonly value: string;
	readonly from: Role;
	readonly to: readonly Role[];
	/** As ONNX's textual syntax has it. */
	readonly type: string;
	/** The type under which it goes into the engine or out of it, where that is another one. */
	readonly as: string | undefined;
	/** Where all sizes are known. */
	readonly bytes: number | undefined;
	readonly maker: NodeId;
}

export function previewOfSplit({ whole, target, found }: SplitDraft): SplitPreview {
	const { nodes } = bodyOf(whole, whole.main);
	const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
	const makers = new Map(nodes.flatMap(({ id, outputs }) => outputs.map((value) => [value, id] as const)));
	return {
		title: titleOfTarget(target),
		parts: found.parts.map(({ role, nodes: count, work }) => ({ role, nodes: count, work })),
		roles: found.roles,
		boundaries: found.boundaries.flatMap(({ value, from, to, type, carrier, bytes }) => {
			const maker = makers.get(value);
			return maker === undefined ? [] : [{ value, from, to, type, as: carrier?.type, bytes, maker }];
		}),
		placed: found.placed.map(({ node, role, sentence }) => ({
			node: node.id,
			name: nameOf(node),
			operator: node.opType,
			role,
			sentence,
		})),
		moved: found.moved.length,
		remaining: found.remaining.map(({ sentence }) => sentence),
		wishes: found.granted.map(({ role, nodes: wished }) => ({
			role,
			nodes: wished,
			name: wished.length === 1 ? (names.get(wished[0] ?? -1) ?? "") : `${wished.length} nodes`,
		})),
	};
}

/** The parts and the programs that run them, as a zip: what the command line writes into a folder. */
export async function zipOfSplit(
	{ whole, found: { parts } }: SplitDraft,
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
