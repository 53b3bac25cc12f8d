import { type FunctionHead, type Node, nameOf } from "@suture/graph";
import type { ConstantChange } from "./constant-changes.ts";
import type { Constant } from "./constants.ts";
import { type BodyDifference, type Difference, isSame } from "./difference.ts";
import { regionGroups } from "./groups.ts";
import { type InterfaceChange, typeText } from "./interface-changes.ts";
import { nodeName, operatorName } from "./node-name.ts";
import { attributeText, constantText, tensorTypeText } from "./text/value-text.ts";
import { whereOf } from "./where.ts";

/** A difference as plain JSON, every item with the body that it is in: null is main. */
export function jsonFromDifference(difference: Difference): Record<string, unknown> {
	const { bodies, header, functions } = difference;
	const all = <T>(items: (body: BodyDifference) => readonly T[]) =>
		bodies.flatMap((body) => items(body).map((item) => ({ ...item, in: whereOf(body) ?? null })));
	const fields = (of: string) =>
		header.filter((one) => one.of === of).map(({ name, before, after }) => ({ name, ...change(before, after) }));
	return {
		equal: isSame(difference),
		nodesBefore: bodies[0]?.before.nodes.length ?? 0,
		nodesAfter: bodies[0]?.after.nodes.length ?? 0,
		removed: all(({ removed }) => removed.map(nodeJson)),
		added: all(({ added }) => added.map(nodeJson)),
		changed: all(changedJson),
		renamed: all(({ renamed }) =>
			renamed.map(({ before, after }) => ({ operator: operatorName(after), before: before.name, after: after.name })),
		),
		renamedValues: all(({ renamedValues }) => renamedValues),
		replaced: all((body) =>
			regionGroups(body)
				.filter(({ removed, added }) => removed.length > 0 && added.length > 0)
				.map(({ removed, added, regions }) => ({
					times: regions.length,
					before: removed,
					after: added,
					places: regions.map((one) => ({ removed: one.removed.map(nodeName), added: one.added.map(nodeName) })),
				})),
		),
		inputs: all(({ inputs }) => inputs.map(interfaceJson)),
		outputs: all(({ outputs }) => outputs.map(interfaceJson)),
		initializers: {
			removed: all(({ removedInitializers }) => removedInitializers.map(constantJson)),
			added: all(({ addedInitializers }) => addedInitializers.map(constantJson)),
			changed: all(({ constants }) => constants.map(constantChangeJson)),
		},
		opsets: fields("opset"),
		model: fields("model"),
		metadata: fields("metadata"),
		functions: functions.map(({ before, after }) =>
			change(before && functionName(before), after && functionName(after)),
		),
		annotated: all(({ annotated }) => annotated.map(({ after }) => nodeJson(after))),
	};
}

function change<T>(before: T | undefined, after: T | undefined): { before: T | null; after: T | null } {
	return { before: before ?? null, after: after ?? null };
}

function nodeJson(node: Node): { name: string; operator: string } {
	return { name: nodeName(node) || nameOf(node), operator: operatorName(node) };
}

function changedJson(body: BodyDifference): readonly object[] {
	return body.changed.map(({ before, after, attributes, inputs, outputs }) => ({
		before: nodeJson(before),
		after: nodeJson(after),
		attributes: attributes.map(({ name, before: was, after: is }) => ({
			name,
			...change(was && attributeText(was), is && attributeText(is)),
		})),
		inputs,
		outputs,
	}));
}

function interfaceJson({ before, after, moved }: InterfaceChange): object {
	const json = (value: InterfaceChange["before"]) => value && { name: value.name ?? "", type: typeText(value) ?? null };
	return { ...change(json(before), json(after)), moved };
}

function constantJson(constant: Constant): { name: string; type: string; as: string } {
	const type = constant.as === "sparse-initializer" ? constantText(constant) : tensorTypeText(constant.tensor);
	return { name: constant.name, type, as: constant.as };
}

function constantChangeJson({ before, after, contents, error }: ConstantChange): object {
	return {
		before: constantJson(before),
		after: constantJson(after),
		contents,
		elements: error?.elements ?? null,
		differing: error?.differing ?? null,
		maxAbsoluteError: error?.maxAbsolute ?? null,
		maxRelativeError: error?.maxRelative ?? null,
	};
}

function functionName({ domain, name, overload }: FunctionHead): string {
	return [domain, name, overload].filter(Boolean).join(".");
}
