import { isFloat } from "@suture/ops";
import { cast, draftFor, elementAt, numbersAt, told } from "@suture/rewrite";
import { miss, type RepairRule } from "../../rule.ts";

const mostFactors = 8;

export const multiplyOutPower: RepairRule = {
	name: "multiply-out-power",
	title: "Multiply a small power out, or give it an exponent of the base's type",
	kind: "exact",
	operators: ["Pow"],
	codes: ["tensorrt/unsupported-type"],
	match(site, node) {
		const [base = "", exponent = ""] = node.inputs;
		const type = elementAt(site, base);
		const exponentType = elementAt(site, exponent);
		if (!type || !exponentType) return miss("A type is not known.");
		const draft = draftFor(site, node);
		const result =
			isFloat(type) && !isFloat(exponentType) ? draft.add("Pow", [base, cast(draft, exponent, type)]) : undefined;
		const [power, ...more] = numbersAt(site, exponent) ?? [];
		const isSmall =
			power !== undefined && more.length === 0 && Number.isInteger(power) && power >= 1 && power <= mostFactors;
		if (result === undefined && !isSmall) return miss("Its base is of integers, and its exponent no small constant.");
		const factors = Array.from({ length: power ?? 1 }, () => base);
		const product = result ?? factors.reduce((found, factor) => draft.add("Mul", [found, factor]));
		return {
			nodes: [node],
			sentence: `${told(node)} is said without mixing integers and floating point.`,
			edits: [draft.replace([node], { [node.outputs[0] ?? ""]: product })],
		};
	},
};
