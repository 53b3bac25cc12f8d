import { applyEdits, bodyOf, type Edit, type Graph } from "@suture/graph";
import type { RunTensor, Session } from "@suture/onnx";
import { elementAt, homeOf } from "@suture/rewrite";
import type { Detection, Kept } from "../detection.ts";
import { mainSite, outputsBehind } from "../main-site.ts";
import { commonThreshold } from "./common-threshold.ts";
import { type OpenGraph, openWithEfficientNms } from "./plugin-session.ts";
import { inOrderOf, type Lists, type Row, rowsAt, rowsOf, tensorsOfRows } from "./rows.ts";

/** Names of the outputs that EfficientNMS_TRT's detections have in a model. */
export interface DetectionOutputs {
	readonly count: string;
	readonly boxes: string;
	readonly scores: string;
	readonly classes: string;
}

/** Two models that can be held against each other though their outputs differ in form. */
export interface DetectionSessions {
	/** What either gives: detections as boxes, scores and classes in the same order, and outputs that both models have. */
	readonly outputs: readonly string[];
	/** Must be run before `after` is. */
	readonly before: Session;
	readonly after: Session;
	/** Detections that the model with its own suppression gave so far, and how many more the plugin gave where the model also leaves
	 *  some out by what the plugin does not have, as `unclear` says. */
	readonly counts: () => { readonly own: number; readonly more: number };
}

type Tensors = ReadonlyMap<string, RunTensor>;

/** No value of a model has such names. */
const rowNames = ["%boxes", "%scores", "%classes"];

/** A model with its own suppression, and the one in which EfficientNMS_TRT does it. So that they can agree at all, both get the same
 *  score threshold, which so few candidates pass that no limit cuts: in these the two differ by intention. */
export async function detectionSessions(
	detection: Detection,
	after: Graph,
	given: DetectionOutputs,
	open: OpenGraph,
): Promise<DetectionSessions> {
	const main = mainSite(detection);
	const kept = new Set(detection.kept.map(({ value }) => value));
	const present = new Set(namesOf(after));
	const shared = namesOf(main.graph).filter((name) => present.has(name) && !kept.has(name));
	const behind = new Set(outputsBehind(main, [...kept]));
	let threshold = 0;
	let own = 0;
	let more = 0;
	let found: Tensors = new Map();
	const plugin = await openWithEfficientNms(after, open, (node, fields, inputs) => {
		if (node.outputs[0] !== given.count) return fields;
		threshold = commonThreshold(fields, inputs);
		return { ...fields, scoreThreshold: threshold };
	});
	const before: Session = {
		async run(inputs) {
			const theirs = await plugin.run(inputs, [...Object.values(given), ...shared]);
			const ours = await runOnce(await withThreshold(detection, threshold, open), inputs, [
				...detection.kept.map(({ value }) => value),
				...shared,
			]);
			const ownLists = listsOfKept(detection.kept, ours);
			const theirLists = listsOf(given, theirs, ownLists);
			const rows = rowsOf(ownLists, threshold);
			if (rows.length === 0) throw new Error("The model detects nothing in such inputs.");
			own += rows.length;
			const ordered = inOrderOf(rows, rowsOf(theirLists, threshold));
			const isOnlyScored = detection.unclear.length === 0;
			more += isOnlyScored ? 0 : Math.max(0, ordered.length - rows.length);
			found = compared(theirs, isOnlyScored ? ordered : ordered.slice(0, rows.length), theirLists, shared, behind);
			return compared(ours, rows, ownLists, shared, behind);
		},
		close: async () => undefined,
	};
	return {
		outputs: [...rowNames, ...shared],
		before,
		after: { run: async () => found, close: () => plugin.close() },
		counts: () => ({ own, more }),
	};
}

function namesOf(graph: Graph): string[] {
	return bodyOf(graph, graph.main).outputs.map(({ name = "" }) => name);
}

/** Detections as tensors of their own, of outputs behind them the rows that belong to them, and the others as they are. */
function compared(
	tensors: Tensors,
	rows: readonly Row[],
	{ scores }: Lists,
	shared: readonly string[],
	behind: ReadonlySet<string>,
): Tensors {
	const among = scores.dims.at(-1) ?? 0;
	const own = tensorsOfRows(rows).map((tensor, i): [string, RunTensor] => [rowNames[i] ?? "", tensor]);
	const others = shared.flatMap((name): [string, RunTensor][] => {
		const tensor = tensors.get(name);
		const part = tensor && behind.has(name) ? rowsAt(tensor, rows, among) : tensor;
		return part ? [[name, part]] : [];
	});
	return new Map([...own, ...others]);
}

function listsOfKept(kept: readonly Kept[], tensors: Tensors): Lists {
	const of = (meaning: Kept["meaning"]) => tensors.get(kept.find((one) => one.meaning === meaning)?.value ?? "");
	const [boxes, scores] = [of("boxes"), of("scores")];
	if (!boxes || !scores) throw new Error("The model gives no boxes with scores that could be compared.");
	return { boxes, scores, classes: of("classes") };
}

/** Classes only where the model has them too. */
function listsOf(
	{ count, boxes, scores, classes }: DetectionOutputs,
	tensors: Tensors,
	{ classes: own }: Lists,
): Lists {
	const [boxList, scoreList] = [tensors.get(boxes), tensors.get(scores)];
	if (!boxList || !scoreList) throw new Error("The plugin gives no boxes with scores.");
	return { boxes: boxList, scores: scoreList, classes: own && tensors.get(classes), counts: tensors.get(count) };
}

/** The model with another score threshold, and with what it keeps as outputs. */
async function withThreshold(detection: Detection, threshold: number, open: OpenGraph): Promise<Session> {
	const { site, compared: constants, kept, scoreThreshold } = detection;
	const main = mainSite(detection);
	if (constants.length === 0 && scoreThreshold !== undefined && scoreThreshold > threshold)
		throw new Error("The model's score threshold can't be changed.");
	const present = new Set(namesOf(main.graph));
	const edits: Edit[] = [
		...[...new Set(constants)].map((value): Edit => {
			const home = homeOf(site, value) ?? site;
			const tensor = { type: elementAt(home, value) ?? "float", dims: [], values: [threshold] };
			return { do: "set-tensor", value, tensor, ...(home.address ? { in: home.address } : {}) };
		}),
		...[...new Set(kept.map(({ value }) => value))]
			.filter((value) => !present.has(value))
			.map((value): Edit => ({ do: "add-output", value, type: `${elementAt(main, value) ?? "float"}[]` })),
	];
	const { graph, problems } = applyEdits(main.graph, edits);
	const refused = problems.find(({ problem }) => problem.severity === "error");
	if (refused) throw new Error(refused.problem.sentence);
	return await openWithEfficientNms(graph, open);
}

async function runOnce(session: Session, inputs: Tensors, outputs: readonly string[]): Promise<Tensors> {
	try {
		return await session.run(inputs, outputs);
	} finally {
		await session.close();
	}
}
