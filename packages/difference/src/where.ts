import type { BodyDifference } from "./difference.ts";

/** Where a body is, in words: "/If › then_branch", "function my.scaled"; undefined for main. */
export function whereOf({ address }: BodyDifference): string | undefined {
	if (!address) return undefined;
	const { function: head, path = [] } = address;
	const steps = path.flatMap(({ node, attribute, position }) => [
		node.name || node.output || node.opType || "",
		position ? `${attribute}[${position}]` : attribute,
	]);
	return [...(head ? [`function ${[head.domain, head.name].filter(Boolean).join(".")}`] : []), ...steps].join(" › ");
}
