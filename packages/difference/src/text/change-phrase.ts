import type { AlignedInput } from "../align-inputs.ts";
import { constantsOf } from "../constants.ts";
import type { BodyDifference } from "../difference.ts";
import type { AttributeChange, NodeChange } from "../node-changes.ts";
import { attributeText, constantText } from "./value-text.ts";

/** What happened to a node, with the values and without: the latter is the same for all that the same happened to. */
export interface ChangePhrase {
	readonly exact: string;
	readonly general: string;
}

export function changePhrase(change: NodeChange, body: BodyDifference): ChangePhrase {
	const { after, operator, attributes, inputs, outputs } = change;
	const moved = movedIntoInput(change, body);
	const phrases = [
		...(operator ? [same(`is ${after.opType} now`)] : []),
		...(moved ?? [...attributes.map(attributePhrase), ...inputs.map((input) => inputPhrase(input, body))]),
		...outputs.map(({ output, after: now }) =>
			same(`output ${output} is ${now === "" ? "not made any more" : "made now"}`),
		),
	];
	return {
		exact: phrases.map(({ exact }) => exact).join("; "),
		general: phrases.map(({ general }) => general).join("; "),
	};
}

function same(text: string): ChangePhrase {
	return { exact: text, general: text };
}

/** Newer opsets take as inputs what older ones take as attributes. */
function movedIntoInput({ attributes, inputs }: NodeChange, body: BodyDifference): ChangePhrase[] | undefined {
	const [attribute, ...others] = attributes;
	const [input, ...more] = inputs;
	if (!attribute || !input || others.length > 0 || more.length > 0) return undefined;
	const { name, before, after } = attribute;
	const number = `input ${input.input}`;
	if (before && !after && input.before === "" && constantsOf(body.after).has(input.after)) {
		return [
			{ exact: `${name} = ${attributeText(before)} is ${number} now`, general: `attribute ${name} is ${number} now` },
		];
	}
	if (!before && after && input.after === "" && constantsOf(body.before).has(input.before)) {
		return [
			{ exact: `${number} is ${name} = ${attributeText(after)} now`, general: `${number} is attribute ${name} now` },
		];
	}
	return undefined;
}

function attributePhrase({ name, before, after }: AttributeChange): ChangePhrase {
	if (!before)
		return { exact: `${name} = ${after ? attributeText(after) : ""} is new`, general: `attribute ${name} is new` };
	if (!after) return { exact: `${name} = ${attributeText(before)} is gone`, general: `attribute ${name} is gone` };
	const [was, is] = [attributeText(before), attributeText(after)];
	const exact = was === is ? `${name} differs` : `${name} ${was} → ${is}`;
	return { exact, general: `attribute ${name} differs` };
}

function inputPhrase({ input, before, after }: AlignedInput, body: BodyDifference): ChangePhrase {
	const was = valueText(before, body.before);
	const is = valueText(after, body.after);
	if (before === "") return { exact: `input ${input} is new: ${is}`, general: `input ${input} is new` };
	if (after === "") return { exact: `input ${input} is gone: ${was}`, general: `input ${input} is gone` };
	return { exact: `input ${input} ${was} → ${is}`, general: `input ${input} takes another value` };
}

function valueText(value: string, body: BodyDifference["before"]): string {
	const constant = constantsOf(body).get(value);
	return constant ? `${value} = ${constantText(constant)}` : value;
}
