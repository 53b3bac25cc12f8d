import type { Graph } from "@suture/graph";
import { type Category, domains, type OperatorSchema, operatorCategory, operatorsOf } from "@suture/ops";

/** An operator that a node can be made of. */
export interface OperatorLine {
	readonly operator: string;
	/** As a node writes it; "" is ai.onnx. */
	readonly domain: string;
	/** Where it comes from, as people call it. */
	readonly origin: string;
	readonly category: Category;
	/** Its inputs, those that it can do without with a ?. */
	readonly signature: string;
}

/** Every operator that the model can use: of its opsets, of domains that a new node would import, TensorRT's plugins, and the
 *  model's own functions. */
export function operatorList(graph: Graph): OperatorLine[] {
	const versions = new Map(
		graph.header.opsetImport.map(({ domain = "", version = 1 }) => [domain === "ai.onnx" ? "" : domain, version]),
	);
	const functions = graph.functions.map(({ domain, name, body }): OperatorLine => {
		const inputs = graph.bodies.get(body)?.inputs ?? [];
		const signature = inputs.map((input) => input.name ?? "").join(", ");
		return { operator: name, domain, origin: "a function of this model", category: "other", signature };
	});
	const known = domains().flatMap((domain) => {
		const version = versions.get(domain) ?? Number.MAX_SAFE_INTEGER;
		return operatorsOf(domain, version).map((schema) => lineOf(schema, version));
	});
	return [...functions, ...known];
}

function lineOf(schema: OperatorSchema, version: number): OperatorLine {
	const { name: operator, domain } = schema;
	return {
		operator,
		domain: isOfOurs(domain) ? "" : domain,
		origin: originOf(domain, version),
		category: operatorCategory(operator, domain),
		signature: schema.inputs
			.map(({ name, option }) => (option === "optional" ? `${name}?` : option === "variadic" ? `${name} …` : name))
			.join(", "),
	};
}

/** Domains that packages/ops made up: nodes of these operators have the domain of ONNX. */
function isOfOurs(domain: string): boolean {
	return domain === "trt.plugins" || domain === "onnxruntime";
}

function originOf(domain: string, version: number): string {
	if (domain === "trt.plugins") return "TensorRT plugin";
	if (domain === "onnxruntime") return "ONNX Runtime";
	const name = domain || "ai.onnx";
	return version === Number.MAX_SAFE_INTEGER ? name : `${name} ${version}`;
}
