import type { Facts } from "@suture/analysis";
import { type Graph, nameOf } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { importerOf } from "../parser/operators.ts";
import { isStandardPlugin } from "../parser/plugins.ts";
import { releaseNumber } from "../target/releases.ts";
import { isOnDla } from "./dla.ts";
import type { Findings } from "./found.ts";
import { unreadableShape } from "./host-shape.ts";
import { neededPlugin } from "./plugin-operators.ts";
import { type ConstantInput, holdsFor, type Span } from "./rule.ts";
import { attributeRefusals } from "./rules/attributes.ts";
import { constantInputs, provableInputs } from "./rules/constants.ts";
import { controlRefusals } from "./rules/control.ts";
import { differences } from "./rules/differences.ts";
import { quantizationRefusals } from "./rules/quantization.ts";
import { shapeRefusals } from "./rules/shapes.ts";
import { typeRefusals } from "./rules/types.ts";
import { inputOf, rankOf, type Site } from "./site.ts";
import { stateChangesShape, unlikeBranches } from "./state.ts";
import { uint8Inside } from "./uint8.ts";

const refusals = byOperator([
	...typeRefusals,
	...attributeRefusals,
	...shapeRefusals,
	...quantizationRefusals,
	...controlRefusals,
]);
const constants = byOperator(constantInputs);
const provable = byOperator(provableInputs);
const differencesOf = byOperator(differences);

function byOperator<R extends Span & { readonly operators: readonly string[] }>(
	rules: readonly R[],
): ReadonlyMap<string, readonly R[]> {
	const found = new Map<string, R[]>();
	for (const rule of rules) {
		for (const operator of rule.operators) {
			const known = found.get(operator);
			if (known) known.push(rule);
			else found.set(operator, [rule]);
		}
	}
	return found;
}

/** Whether a parser refuses an import, with the problem for it. */
export function checkNode(site: Site, graph: Graph, known: Facts, findings: Findings): boolean {
	const { node, place } = site;
	const facts = { node: nameOf(node), operator: node.opType };
	const at = { node: place };
	const goesWithFolding = site.outputs.every(({ isConstant }) => isConstant);
	let isRefused = false;
	const refuse = (found: Problem, said: string, fixes: readonly string[] = []) => {
		isRefused = true;
		findings.add(found, said, goesWithFolding ? [...new Set(["fold-constants", ...fixes])] : fixes);
	};

	const importer = importerOf(node.opType, site.release);
	if (importer === "refused") refuse(problem("tensorrt/unsupported-operator", facts, at), "false");
	if (importer === "plugin" && !isFunction(site, graph) && !hasPlugin(site, node.opType))
		refuse(
			problem("tensorrt/unknown-operator", facts, at),
			"Plugin not found, are the plugin name, version, and namespace correct?",
		);
	const plugin = importer === "builtin" ? neededPlugin(site) : undefined;
	if (plugin && !hasPlugin(site, plugin.name)) refuse(problem("tensorrt/needs-plugin", facts, at), plugin.said);

	for (const rule of refusals.get(node.opType) ?? []) {
		if (!holdsFor(rule, site) || !rule.when(site)) continue;
		const said = typeof rule.said === "string" ? rule.said : rule.said(site);
		refuse(problem(rule.code, { ...facts, said }, at), said, rule.fixes);
	}
	for (const rule of constants.get(node.opType) ?? []) {
		const operand = inputOf(site, rule.input);
		if (!holdsFor(rule, site) || !operand || operand.isWeights || rule.unless?.(site)) continue;
		refuse(mustBeConstant(site, rule, operand.isConstant), rule.said, operand.isConstant ? ["fold-constants"] : []);
	}
	for (const rule of provable.get(node.opType) ?? []) {
		if (!holdsFor(rule, site) || (inputOf(site, rule.input)?.isConstant ?? true)) continue;
		refuse(mustBeConstant(site, rule, false), rule.said);
	}
	if (site.missing !== undefined) {
		const said = "Node input was not registered.";
		refuse(problem("tensorrt/refused-node", { ...facts, said: `${said} It is ${site.missing}.` }, at), said);
	}
	const unreadable = unreadableShape(site);
	if (unreadable) {
		const maker = nameOf(unreadable.maker.node);
		const fixes = unreadable.isConstant ? ["fold-constants"] : [];
		refuse(
			problem("tensorrt/unreadable-shape", { ...facts, maker, said: unreadable.said }, at),
			unreadable.said,
			fixes,
		);
	}
	for (const said of [tooManyAxes(site), unlikeBranches(site, graph, known), stateChangesShape(site, graph, known)])
		if (said !== undefined) refuse(problem("tensorrt/unsupported-shape", { ...facts, said }, at), said);
	const uint8 = uint8Inside(site, graph);
	if (uint8 !== undefined) refuse(problem("tensorrt/unsupported-type", { ...facts, said: uint8 }, at), uint8);

	for (const rule of differencesOf.get(node.opType) ?? [])
		if (holdsFor(rule, site) && rule.when(site))
			findings.add(problem("tensorrt/different-numbers", { ...facts, said: rule.because }, at), "");
	if (site.target.device === "dla" && !isOnDla(node.opType))
		findings.add(problem("tensorrt/not-on-dla", facts, at), "");
	return isRefused;
}

function isFunction({ node, release }: Site, { functions }: Graph): boolean {
	if (release < releaseNumber("9.0")) return false;
	return functions.some(
		({ name, domain, overload }) => name === node.opType && domain === node.domain && overload === node.overload,
	);
}

function hasPlugin({ target, release }: Site, name: string): boolean {
	const standard = target.backend === "tensorrt" || target.plugins.includes("standard");
	return target.plugins.includes(name) || (standard && isStandardPlugin(name, release));
}

function mustBeConstant({ node, place }: Site, { called, said }: ConstantInput, isFoldable: boolean): Problem {
	const facts = { node: nameOf(node), operator: node.opType, said };
	return isFoldable
		? problem("tensorrt/fold-first", { ...facts, input: called }, { node: place })
		: problem("tensorrt/must-be-constant", facts, { node: place });
}

/** Dims::MAX_DIMS of every release. */
const mostAxes = 8;

function tooManyAxes({ node, outputs, inputs }: Site): string | undefined {
	const grown = outputs.some((output) => (rankOf(output) ?? 0) > mostAxes);
	const was = inputs.some((input) => (rankOf(input) ?? 0) > mostAxes);
	if (!grown || was) return undefined;
	return node.opType === "Unsqueeze" ? "Failed to unsqueeze tensor!" : `A tensor has at most ${mostAxes} dimensions.`;
}
