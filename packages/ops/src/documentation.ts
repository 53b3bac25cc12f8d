import type { ChapterRow } from "./documentation-chapter.ts";
import { chapters } from "./documentation-chapters.gen.ts";
import { operatorSchema } from "./schema.ts";

/** What ONNX, ONNX Runtime or TensorRT write about one version of an operator, as Markdown. */
export interface OperatorDocumentation {
	readonly text: string;
	/** Name to description; without those that have none. */
	readonly inputs: ReadonlyMap<string, string>;
	readonly outputs: ReadonlyMap<string, string>;
	readonly attributes: ReadonlyMap<string, string>;
	readonly typeConstraints: ReadonlyMap<string, string>;
}

/** The documentation of what operatorSchema gives for the same words. Loads one chapter, of at most 100 kB, once. */
export async function operatorDocumentation(
	operator: string,
	domain: string,
	opset: number,
): Promise<OperatorDocumentation | undefined> {
	const schema = operatorSchema(operator, domain, opset);
	if (schema === undefined) return undefined;
	const title = schema.domain === "" ? "ai.onnx" : schema.domain;
	const load = chapters[`${title}/${schema.name[0]}`] ?? chapters[title];
	const rows = (await load?.())?.default[schema.name] ?? [];
	return documentationOf(rows.filter((row) => row.since <= schema.sinceVersion));
}

/** Each row says only what changed, so later ones lie over earlier ones. */
function documentationOf(rows: readonly ChapterRow[]): OperatorDocumentation {
	const row: Partial<ChapterRow> = Object.assign({}, ...rows);
	return {
		text: row.text ?? "",
		inputs: new Map(Object.entries(row.inputs ?? {})),
		outputs: new Map(Object.entries(row.outputs ?? {})),
		attributes: new Map(Object.entries(row.attributes ?? {})),
		typeConstraints: new Map(Object.entries(row.types ?? {})),
	};
}
