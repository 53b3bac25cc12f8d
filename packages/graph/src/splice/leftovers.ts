import { withBody } from "../applied.ts";
import { bodyOf } from "../body-of.ts";
import type { Body, BodyId, Graph, Node } from "../graph.ts";
import { indexOf } from "../index-of.ts";
import { filtered } from "../same-array.ts";
import { holderOf, readerOf, valuesNeededBy } from "../scope.ts";
import { initializersAreInputs } from "./give-tensors.ts";
import type { Spliced } from "./spliced.ts";

/** The graph without what described values that are no longer made, and without initializers that only the nodes that went
 *  used. Rewiring leaves initializers alone: a hand that takes a plug out may put it in elsewhere. */
export function withoutLeftovers(
	{ id, before, gone, newTensors }: Spliced,
	after: Graph,
	goneWhole: readonly Node[],
): Graph {
	const body = bodyOf(after, id);
	const { definitions } = indexOf(body);
	const lost = new Set(newTensors); // their types are those of the tensors
	for (const { outputs } of gone) for (const value of outputs) if (!definitions.has(value)) lost.add(value);
	const described = withBody(after, withoutDescriptions(body, lost));
	const used = new Set(goneWhole.flatMap((node) => [...valuesNeededBy(before, node)]));
	return withoutUnused(described, id, used);
}

/** Initializers of these names go where nothing needs them, in the body and in those around it. */
function withoutUnused(graph: Graph, id: BodyId, names: ReadonlySet<string>): Graph {
	if (names.size === 0) return graph;
	const body = bodyOf(graph, id);
	const { definitions, outputs } = indexOf(body);
	const parameters = new Set(
		body.quantizationAnnotation.flatMap((one) => one.quantParameterTensorNames.map(({ value }) => value ?? "")),
	);
	const isOptionalInput = initializersAreInputs(graph, body) ? () => false : inputNames(body);
	const unused = new Set<string>();
	const outside = new Set<string>();
	for (const name of names) {
		const definition = definitions.get(name);
		if (!definition) outside.add(name);
		else if (definition.by !== "initializer" && definition.by !== "sparse-initializer") continue;
		else if (outputs.has(name) || parameters.has(name) || isOptionalInput(name) || readerOf(graph, body, name))
			continue;
		else unused.add(name);
	}
	const cleaned = unused.size === 0 ? graph : withBody(graph, withoutTensors(body, unused));
	const holder = outside.size === 0 ? undefined : holderOf(cleaned, id);
	return holder ? withoutUnused(cleaned, holder.body.id, outside) : cleaned;
}

function inputNames({ inputs }: Body): (name: string) => boolean {
	const names = new Set(inputs.map(({ name }) => name));
	return (name) => names.has(name);
}

/** The body without initializers, without the inputs that stood for them, and without what described them. */
export function withoutTensors(body: Body, names: ReadonlySet<string>): Body {
	return {
		...withoutDescriptions(body, names),
		inputs: filtered(body.inputs, ({ name }) => !names.has(name ?? "")),
		initializers: filtered(body.initializers, ({ name }) => !names.has(name ?? "")),
		sparseInitializers: filtered(body.sparseInitializers, ({ values }) => !names.has(values?.name ?? "")),
	};
}

/** The body without declared types and quantization annotations of these values; the same body when there are none. */
export function withoutDescriptions(body: Body, names: ReadonlySet<string>): Body {
	if (names.size === 0) return body;
	const valueInfo = filtered(body.valueInfo, ({ name }) => !names.has(name ?? ""));
	const quantizationAnnotation = filtered(
		body.quantizationAnnotation,
		({ tensorName }) => !names.has(tensorName ?? ""),
	);
	const isSame = valueInfo === body.valueInfo && quantizationAnnotation === body.quantizationAnnotation;
	return isSame ? body : { ...body, valueInfo, quantizationAnnotation };
}
