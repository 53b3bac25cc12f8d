import { nameOf } from "@suture/graph";
import { problem } from "@suture/problems";
import type { Foreseen } from "../found.ts";
import { byOperator, type ConstantInput, holdsFor } from "../rule.ts";
import { constantInputs, provableInputs } from "../rules/constants.ts";
import { inputOf, type Site } from "../site.ts";
import { isOfWeights } from "./of-weights.ts";

const constants = byOperator(constantInputs);
const provable = byOperator(provableInputs);

/** Inputs that are computed where the parser wants an initializer. That it must be constant is said only where folding would not
 *  make it so. */
export function refusedByConstants(site: Site): Foreseen[] {
	const computed = (constants.get(site.node.opType) ?? []).filter((rule) => {
		const operand = rule.mustBeGiven ? site.inputs[rule.input] : inputOf(site, rule.input);
		return holdsFor(rule, site) && operand && !operand.isWeights && !rule.unless?.(site);
	});
	const unprovable = (provable.get(site.node.opType) ?? []).filter((rule) => {
		const operand = inputOf(site, rule.input);
		return holdsFor(rule, site) && operand && !(rule.fromWeightsOnly ? isOfWeights(operand) : operand.isConstant);
	});
	return [...computed, ...unprovable].map((rule) => refusal(site, rule));
}

function refusal(site: Site, { input, called, said }: ConstantInput): Foreseen {
	const { node, place } = site;
	const facts = { node: nameOf(node), operator: node.opType, said };
	return inputOf(site, input)?.isConstant
		? {
				problem: problem("tensorrt/fold-first", { ...facts, input: called }, { node: place }),
				said,
				fixes: ["fold-constants"],
			}
		: { problem: problem("tensorrt/must-be-constant", facts, { node: place }), said };
}
