import type { Edit, Node } from "@suture/graph";
import { AttributeType } from "@suture/onnx";
import { operatorSchema } from "@suture/ops";
import { type Place, type Problem, problem } from "@suture/problems";
import { isOutput, madeBy, readersOf, type Site } from "@suture/rewrite";
import { adapterAt } from "./adapters.ts";
import type { Adapter, Crossing } from "./crossing.ts";
import { fitted } from "./fitted.ts";
import { inPlace } from "./in-place.ts";
import { isRefusal, type Refusal } from "./refusal.ts";
import { type Come, watchedDraft } from "./watched-draft.ts";

/** What becomes of a node in another opset. */
export type Converted =
	/** It means the same there as it stands. */
	| { readonly is: "same" }
	/** ONNX does not define its operator. */
	| { readonly is: "stranger" }
	/** `becomes`: the operators of the nodes that take its place; none where it becomes an initializer. */
	| { readonly is: "edited"; readonly edits: readonly Edit[]; readonly becomes: readonly string[] }
	| { readonly is: "refused"; readonly problem: (place: Place) => Problem };

/** Says a node of ai.onnx in another opset. */
export function convertNode(site: Site, node: Node, to: number): Converted {
	const now = operatorSchema(node.opType, "", site.opset);
	const then = operatorSchema(node.opType, "", to);
	// What ONNX Runtime had before ONNX did is the same there.
	if (now?.domain !== "") return then?.domain === "" ? { is: "same" } : { is: "stranger" };
	if (then === now) return { is: "same" };
	const { draft, come } = watchedDraft(site, node, to);
	const crossing: Crossing = { site, node, draft, to, drafted: new Map(), behind: [] };
	const crossed = cross(node, crossing);
	if (isRefusal(crossed)) return { is: "refused", problem: crossed.refused };
	if ("edits" in crossed) return { is: "edited", edits: crossed.edits, becomes: [] };
	if ("written" in crossed) return edited(crossing, crossed.written, come);
	const fitting = fitted(crossed, crossing, now);
	if (isRefusal(fitting)) return { is: "refused", problem: fitting.refused };
	if (fitting === node) return { is: "same" };
	const direct = crossing.behind.length === 0 ? inPlace(site, node, fitting) : undefined;
	if (direct) return { is: "edited", edits: direct, becomes: [fitting.opType] };
	const copied = draft.copyMany(fitting, fitting.inputs, fitting.attributes);
	return edited(
		crossing,
		crossing.behind.reduce<readonly string[]>((outputs, next) => next(outputs), copied),
		come,
	);
}

/** Takes the node from version to version, up or down, as the operator that it has become on the way. */
function cross(node: Node, crossing: Crossing): ReturnType<Adapter> {
	const { site, to } = crossing;
	const way = to > site.opset ? "up" : "down";
	const versions = Array.from({ length: Math.abs(to - site.opset) }, (_, i) =>
		way === "up" ? site.opset + 1 + i : site.opset - i,
	);
	let at = node;
	for (const version of versions) {
		const adapter = adapterAt(at.opType, version, way);
		if (!adapter) continue;
		const unreadable = unreadableIn(at, version, crossing);
		if (unreadable) return unreadable;
		const next = adapter(at, crossing);
		if (isRefusal(next) || "written" in next || "edits" in next) return next;
		at = next;
	}
	return at;
}

/** An attribute that a call hands on, or that is of another type than the operator has, tells adapters nothing. */
function unreadableIn(node: Node, version: number, { site, to }: Crossing): Refusal | undefined {
	const { opType: operator, attributes } = node;
	const known = operatorSchema(operator, "", to > site.opset ? version - 1 : version)?.attributes;
	for (const { name: attribute = "", type, refAttrName } of attributes) {
		if (refAttrName) return { refused: (place) => problem("convert/handed-on", { operator, attribute }, place) };
		const wanted = known?.get(attribute)?.type;
		if (wanted === undefined || !type || AttributeType[wanted] === type) continue;
		const why = `its ${attribute} is no ${wanted}.`;
		return { refused: (place) => problem("convert/does-not-fit", { operator, why, to }, place) };
	}
	return undefined;
}

function edited({ site, node, draft, to }: Crossing, outputs: readonly string[], come: readonly Come[]): Converted {
	const results = node.outputs.flatMap((old, i) => {
		const now = outputs[i] ?? "";
		return old === "" || now === "" ? [] : [[old, now] as const];
	});
	const gone = [node, ...constantsLeft(site, node, come, to)];
	return {
		is: "edited",
		edits: [draft.replace(gone, Object.fromEntries(results))],
		becomes: come.map(({ opType }) => opType),
	};
}

/** Constant nodes that only this node read, and that nothing which comes in its place reads. Those that become initializers go by
 *  themselves. */
function constantsLeft(site: Site, node: Node, come: readonly Come[], to: number): Node[] {
	const kept = new Set(come.flatMap(({ inputs }) => inputs));
	return [...new Set(node.inputs)].flatMap((value) => {
		const maker = madeBy(site, value, "Constant");
		const isFree = !kept.has(value) && !isOutput(site, value) && !site.captured.has(value);
		if (!maker || !isFree || readersOf(site, value).some((one) => one !== node)) return [];
		const converted = convertNode(site, maker, to);
		return converted.is === "edited" && converted.becomes.length === 0 ? [] : [maker];
	});
}
