import {
	difference,
	fingerprintsOf,
	isSame,
	jsonFromDifference,
	measureConstants,
	textFromDifference,
} from "@suture/difference";
import { graphFromModel } from "@suture/graph";
import { type Answer, exitCodes, problemJson, problemText } from "../answer.ts";
import { openForVerb } from "../open.ts";

/** `diff A B`: what differs between two models, nodes matched by what they do. Ends with 1 when something differs. */
export async function diff(pathBefore: string, pathAfter: string): Promise<Answer> {
	await using first = await openForVerb(pathBefore);
	await using second = await openForVerb(pathAfter);
	const [before, after] = [graphFromModel(first.model), graphFromModel(second.model)];
	const fingerprints = await fingerprintsOf(before, after);
	const found = await measureConstants(difference(before, after, { fingerprints }));
	const problems = [...first.problems, ...second.problems];
	const differs = !isSame(found);
	const text = differs
		? `--- ${pathBefore}\n+++ ${pathAfter}\n${textFromDifference(found)}`
		: `${pathBefore} and ${pathAfter} are the same, but perhaps for the order of nodes.\n`;
	return {
		json: { ...jsonFromDifference(found), problems: problems.map(problemJson) },
		text: text + problems.map(problemText).join(""),
		exitCode: differs || problems.length > 0 ? exitCodes.foundProblems : exitCodes.fine,
	};
}
