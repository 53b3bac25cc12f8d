import { inferShapes } from "@suture/analysis";
import {
	countsLine,
	type Difference,
	difference,
	fingerprintsOf,
	isSame,
	jsonFromDifference,
	measureConstants,
	textFromDifference,
} from "@suture/difference";
import type { Body, BodyId, NodeId } from "@suture/graph";
import { type Problem, SutureError } from "@suture/problems";
import type { BoxId, ViewOptions } from "../scene/scene.ts";
import { bodiesBehind } from "./bodies-behind.ts";
import type { Compared, ComparedBody, PairDetails, SideName, Sides, Version } from "./compared.ts";
import { comparedBody } from "./compared-body.ts";
import { comparedLines } from "./compared-lines.ts";
import { fatesOf } from "./fates.ts";
import { type OpenDocument, openDocument } from "./open-document.ts";
import { pairDetails } from "./pair-details.ts";
import { type Drawn, Picture } from "./picture.ts";
import { graphAt } from "./timeline.ts";
import { wantedGroups } from "./wanted-groups.ts";

/** Two versions that are compared, and how they are drawn. */
interface Comparison {
	readonly difference: Difference;
	readonly fates: ReturnType<typeof fatesOf>;
	readonly sides: Sides<Drawn>;
	readonly pictures: Sides<Picture>;
	/** Bodies of each side with their partners. */
	readonly partners: Sides<ReadonlyMap<BodyId, BodyId>>;
	/** The body on the screen of each side; undefined where it has none. */
	shown: { before: BodyId | undefined; after: BodyId | undefined };
}

/** Where nodes and values of both sides are seen. */
export interface Revealed {
	readonly body: ComparedBody;
	readonly seen: Sides<readonly BoxId[]>;
}

/** Nodes of one place that are shown together; of a larger one the beginning. */
const mostRevealed = 100;

/** Compares two moments of the open model, or it with another, and draws both side by side. It changes nothing. */
export class Comparer {
	readonly #document: () => OpenDocument;
	#comparison: Comparison | undefined;
	#turn = 0;

	constructor(document: () => OpenDocument) {
		this.#document = document;
	}

	/** Compares; undefined when another comparison was asked for meanwhile. Rejects with SutureError when a file is no model. */
	async compare(before: Version, after: Version, view: ViewOptions): Promise<Compared | undefined> {
		const turn = ++this.#turn;
		const [{ drawn: one, missing }, { drawn: other, missing: alsoMissing }] = await Promise.all([
			this.#read(before),
			this.#read(after),
		]);
		const { found, problems } = await differenceOf(one, other);
		if (turn !== this.#turn) return undefined;
		const fates = fatesOf(found);
		const pictures = picturesOf({ before: one, after: other }, found, fates);
		for (const picture of [pictures.before, pictures.after]) picture.begin(view, "some");
		this.#comparison = {
			difference: found,
			fates,
			sides: { before: one, after: other },
			pictures,
			partners: partnersOf(found),
			shown: { before: one.graph.main, after: other.graph.main },
		};
		const [main] = found.bodies;
		return {
			isSame: isSame(found),
			counts: main ? countsLine(main) : "",
			sections: comparedLines(found),
			text: textFromDifference(found),
			json: JSON.stringify(jsonFromDifference(found), undefined, "\t"),
			problems: [...missing, ...alsoMissing, ...problems],
			pictures: this.#body(),
		};
	}

	/** Opens or closes a module on both sides. */
	setGroup(path: string, isOpen: boolean): ComparedBody {
		this.#eachPicture((picture) => picture.setGroup(path, isOpen));
		return this.#body();
	}

	setAllGroups(isOpen: boolean): ComparedBody {
		this.#eachPicture((picture) => picture.setAllGroups(isOpen));
		return this.#body();
	}

	/** Both pictures again, with other things shown. */
	setView(view: ViewOptions): ComparedBody {
		this.#eachPicture((picture) => picture.setView(view));
		return this.#body();
	}

	/** Goes into the first body behind a node, on both sides; undefined when there is none. */
	enterNode(side: SideName, node: NodeId): ComparedBody | undefined {
		const { graph } = this.#open().sides[side];
		const found = nodeIn(graph.bodies.values(), node);
		const [body] = found ? bodiesBehind(graph, found) : [];
		return body === undefined ? undefined : this.enterBody(side, body);
	}

	/** Goes to a body and its partner on the other side. */
	enterBody(side: SideName, body: BodyId): ComparedBody {
		const comparison = this.#open();
		const partner = comparison.partners[side].get(body);
		comparison.shown = side === "before" ? { before: body, after: partner } : { before: partner, after: body };
		this.#eachPicture((picture, name) => {
			const shown = comparison.shown[name];
			if (shown !== undefined) picture.enterBody(shown);
		});
		return this.#body();
	}

	/** Shows nodes of both sides, whatever bodies and modules they are in; gives the boxes in which they are seen. */
	reveal(nodes: Sides<readonly NodeId[]>): Revealed {
		const { pictures, shown } = this.#open();
		for (const side of ["after", "before"] as const) {
			const [first] = nodes[side];
			const home = first === undefined ? undefined : pictures[side].homeOf(first);
			if (home && shown[side] !== home.id) this.enterBody(side, home.id);
		}
		const boxes = (side: SideName) => [
			...new Set(nodes[side].slice(0, mostRevealed).flatMap((node) => pictures[side].uncover(node) ?? [])),
		];
		const seen = { before: boxes("before"), after: boxes("after") };
		return { body: this.#body(), seen };
	}

	/** The node that a node is on the other side. */
	partnerOf(side: SideName, node: NodeId): NodeId | undefined {
		for (const { partners } of this.#open().difference.bodies) {
			for (const [a, b] of partners) {
				if ((side === "before" ? a : b).id === node) return (side === "before" ? b : a).id;
			}
		}
		return undefined;
	}

	/** What differs in a node; undefined when it is not there. */
	describe(side: SideName, node: NodeId): PairDetails | undefined {
		const { difference: found, fates } = this.#open();
		return pairDetails(found, side, node, fates[side].get(node) ?? "same");
	}

	/** What is compared. Throws when nothing is. */
	difference(): Difference {
		return this.#open().difference;
	}

	/** Forgets what was compared. */
	close(): void {
		this.#turn++;
		this.#comparison = undefined;
	}

	/** A version, and which of its data files are not there. */
	async #read(version: Version): Promise<{ readonly drawn: Drawn; readonly missing: readonly Problem[] }> {
		if (version.of === "moment") {
			const { timeline, graph, inferred } = this.#document();
			const wanted = graphAt(timeline, version.done);
			return { drawn: { graph: wanted, inferred: wanted === graph ? inferred : inferShapes(wanted) }, missing: [] };
		}
		const { document, problems } = await openDocument(version.origin);
		const [first] = problems;
		if (!document) throw first ? SutureError.from(first) : new Error("There is no model in it.");
		const missing = problems.filter(({ code }) => code === "onnx/external-missing");
		return { drawn: document, missing };
	}

	#open(): Comparison {
		if (!this.#comparison) throw new Error("Nothing is compared.");
		return this.#comparison;
	}

	#eachPicture(change: (picture: Picture, side: SideName) => void): void {
		const { pictures, shown } = this.#open();
		for (const side of ["before", "after"] as const) if (shown[side] !== undefined) change(pictures[side], side);
	}

	#body(): ComparedBody {
		const { difference: found, fates, pictures, shown } = this.#open();
		return comparedBody(found, fates, pictures, shown);
	}
}

/** The difference, with weights measured as far as their files can be read. */
async function differenceOf(before: Drawn, after: Drawn): Promise<{ found: Difference; problems: readonly Problem[] }> {
	try {
		const fingerprints = await fingerprintsOf(before.graph, after.graph);
		return { found: await measureConstants(difference(before.graph, after.graph, { fingerprints })), problems: [] };
	} catch (error) {
		if (!(error instanceof SutureError)) throw error;
		return { found: difference(before.graph, after.graph), problems: [error.problem] };
	}
}

function partnersOf({ bodies }: Difference): Sides<ReadonlyMap<BodyId, BodyId>> {
	return {
		before: new Map(bodies.map(({ before, after }) => [before.id, after.id])),
		after: new Map(bodies.map(({ before, after }) => [after.id, before.id])),
	};
}

/** A picture of each side. Modules in which nothing differs, on either side, are closed at first. */
function picturesOf(sides: Sides<Drawn>, { bodies }: Difference, fates: Comparison["fates"]): Sides<Picture> {
	const wanted = (body: Body): ReadonlySet<string> => {
		const pair = bodies.find((one) => one.before === body || one.after === body);
		const own = pair ? [[before, pair.before] as const, [after, pair.after] as const] : [];
		const paths = own.map(([picture, one], i) =>
			wantedGroups(one, picture.treeOf(one), i === 0 ? fates.before : fates.after),
		);
		return new Set(paths.flatMap((some) => [...some]));
	};
	const before = new Picture(() => sides.before, wanted);
	const after = new Picture(() => sides.after, wanted);
	return { before, after };
}

function nodeIn(bodies: Iterable<Body>, node: NodeId) {
	for (const { nodes } of bodies) {
		const found = nodes.find(({ id }) => id === node);
		if (found) return found;
	}
	return undefined;
}
