import { type Facts, factOf } from "@suture/analysis";
import { type BodyId, bodyOf, type Graph } from "@suture/graph";
import { type Dimension, type Shape, sameDimension, shapeOfFact } from "@suture/ops";
import { releaseNumber } from "../../target/releases.ts";
import { type Site, shapeOf, weightsOf } from "../site.ts";

const lastStrict = releaseNumber("8.6");

/** What is wrong with an If whose branches differ. Of 8.4.3: same shape; RTX 1.7.1 leaves it to the build. */
export function unlikeBranches(site: Site, graph: Graph, facts: Facts): string | undefined {
	const { node, inputs, release } = site;
	if (node.opType !== "If") return undefined;
	const branches = ["then_branch", "else_branch"].map((name) => bodyOfAttribute(site, name));
	const [then, otherwise] = branches;
	if (then === undefined || otherwise === undefined) return undefined;
	const [left, right] = [bodyOf(graph, then).outputs, bodyOf(graph, otherwise).outputs];
	if (left.length !== right.length) return "then/else subgraphs should have the same number of outputs.";
	if (release > lastStrict || weightsOf(inputs[0])?.length === 1) return undefined;
	const differ = left.some(({ name = "" }, i) =>
		isOtherShape(
			shapeOfFact(factOf(facts, then, name)),
			shapeOfFact(factOf(facts, otherwise, right[i]?.name ?? "")),
			isOtherNumber,
		),
	);
	return differ ? "…: IIfConditionalOutputLayer inputs must have the same shape." : undefined;
}

/** What is wrong with a Loop whose state does not keep its shape. Asked of 8.4.3; RTX 1.7.1 leaves it to the build. */
export function stateChangesShape(site: Site, graph: Graph, facts: Facts): string | undefined {
	const { node, inputs, release } = site;
	const body = node.opType === "Loop" && release <= lastStrict ? bodyOfAttribute(site, "body") : undefined;
	if (body === undefined) return undefined;
	const states = bodyOf(graph, body).inputs.slice(2);
	const changes = states.some(({ name = "" }, i) =>
		isOtherShape(shapeOf(inputs[2 + i]), shapeOfFact(factOf(facts, body, name)), (first, inside) =>
			typeof first === "number" ? !sameDimension(first, inside) : false,
		),
	);
	return changes ? "inputs to IRecurrenceLayer have different dimensions." : undefined;
}

function bodyOfAttribute({ attributes }: Site, name: string): BodyId | undefined {
	return attributes.get(name)?.bodies?.[0];
}

function isOtherShape(
	left: Shape | undefined,
	right: Shape | undefined,
	isOther: (left: Dimension, right: Dimension) => boolean,
): boolean {
	if (left === undefined || right === undefined) return false;
	return left.length !== right.length || left.some((size, axis) => isOther(size, right[axis] ?? size));
}

function isOtherNumber(left: Dimension, right: Dimension): boolean {
	return typeof left === "number" && typeof right === "number" && left !== right;
}
