import { checkOperators } from "@suture/analysis";
import { bodyAndInner, type Graph, type Node } from "@suture/graph";
import { operatorSchema, parameterAt, textOfType, type ValueType } from "@suture/ops";
import type { Problem } from "@suture/problems";
import { factAt, type Site, siteOf, sureFacts } from "@suture/rewrite";
import { rootsOf } from "./roots.ts";

/** A node that does not fit its operator. */
export interface Misfit {
	readonly node: Node["id"];
	readonly operator: string;
	/** A sentence. */
	readonly why: string;
}

/** Nodes of a converted graph that do not fit the operators of its opset, and fitted before. */
export function misfits(before: Graph, after: Graph): Misfit[] {
	const facts = sureFacts(after);
	const known = new Set(checkOperators(before, sureFacts(before)).map(keyOf));
	const broken = checkOperators(after, facts).filter((one) => !known.has(keyOf(one)));
	const byKey = Map.groupBy(broken, ({ place }) => place.node && placeKey(place.node.operator, place.node.output));
	const found: Misfit[] = [];
	for (const { body: root, opset } of rootsOf(after)) {
		for (const body of bodyAndInner(after, root)) {
			const site = siteOf(after, facts, body);
			for (const node of site.body.nodes) {
				const problems =
					byKey.get(
						placeKey(
							node.opType,
							node.outputs.find((one) => one !== ""),
						),
					) ?? [];
				const why = problems[0]?.sentence ?? wrongOutput(site, node, opset);
				if (why !== undefined) found.push({ node: node.id, operator: node.opType, why });
			}
		}
	}
	return found;
}

function keyOf({ code, place: { node } }: Problem): string {
	return `${code} ${placeKey(node?.operator ?? "", node?.output)}`;
}

function placeKey(operator: string, output: string | undefined): string {
	return JSON.stringify([operator, output]);
}

/** An output of a type that the operator did not give. */
function wrongOutput(site: Site, node: Node, opset: number): string | undefined {
	if (node.domain !== "") return undefined;
	const schema = operatorSchema(node.opType, "", opset);
	if (schema?.domain !== "") return undefined;
	for (const [i, value] of node.outputs.entries()) {
		const { type } = factAt(site, value);
		const written = typeText(type);
		const types = parameterAt(schema.outputs, i)?.types ?? [];
		if (written === undefined || types.length === 0 || types.includes(written)) continue;
		return `It gives no ${type?.kind === "tensor" ? type.element : textOfType(type)} there.`;
	}
	return undefined;
}

/** A type as schemas have it. */
function typeText(type: ValueType | undefined): string | undefined {
	if (type?.kind === "tensor") return type.element && `tensor(${type.element})`;
	if (type?.kind !== "sequence" && type?.kind !== "optional") return undefined;
	const inner = typeText(type.of);
	return inner && `${type.kind === "sequence" ? "seq" : "optional"}(${inner})`;
}
