import type { ElementType } from "@suture/ops";
import { elementAt, isOutput, type Site, told } from "@suture/rewrite";

/** Operators that hand on or compare integers of any type alike. */
const handingOn: ReadonlySet<string> = new Set(
	"Identity Reshape Flatten Squeeze Unsqueeze Transpose Slice Gather GatherElements GatherND Concat Split Expand Tile".split(
		" ",
	),
);

/** A value and all behind it that only hand its integers on, up to where they are cast; a text says where they are computed with. */
export function handedOnBehind(site: Site, start: string, type: ElementType): readonly string[] | string {
	const found = new Set<string>();
	const open = [start];
	for (let value = open.pop(); value !== undefined; value = open.pop()) {
		if (found.has(value)) continue;
		if (isOutput(site, value) || site.captured.has(value)) return `${value} is seen from outside.`;
		found.add(value);
		for (const { node } of site.index.uses.get(value) ?? []) {
			if (node.opType === "Cast" || node.opType === "Shape") continue;
			const others = node.inputs.filter((one) => one !== value && elementAt(site, one) === type);
			if (!handingOn.has(node.opType) || others.length > 0) return `${told(node)} computes with it.`;
			open.push(...node.outputs.filter((one) => elementAt(site, one) === type));
		}
	}
	return [...found];
}
