import type { Edit, PlainStep } from "@suture/graph";
import { type Problem, problem } from "@suture/problems";
import { editSchema } from "@suture/protocol";

/** The steps of a recipe file, and what in it is none. Declared types that follow an edit are of its step. */
export function readRecipe(text: string): {
	readonly steps: readonly PlainStep[];
	readonly problems: readonly Problem[];
} {
	const parsed = parse(text);
	if (parsed === undefined) return { steps: [], problems: [problem("page/not-a-recipe", {})] };
	const steps: Edit[][] = [];
	const problems: Problem[] = [];
	parsed.forEach((one, i) => {
		const read = editSchema.safeParse(one);
		if (!read.success) {
			const [issue] = read.error.issues;
			const reason = issue ? `${issue.path.join(".") || "it"}: ${issue.message}` : "it is none";
			problems.push(problem("edit/not-an-edit", { step: i + 1, reason }));
		} else if (read.data.do === "set-types" && steps.length > 0) steps.at(-1)?.push(read.data);
		else steps.push([read.data]);
	});
	return { steps: steps.map((edits) => ({ edits, isOn: true })), problems };
}

function parse(text: string): readonly unknown[] | undefined {
	try {
		const read: unknown = JSON.parse(text);
		if (Array.isArray(read)) return read;
		const edits = typeof read === "object" && read !== null && "edits" in read ? read.edits : undefined;
		return Array.isArray(edits) ? edits : undefined;
	} catch {
		return undefined;
	}
}
