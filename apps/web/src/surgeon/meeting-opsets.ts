import { bodyAndInner, bodyOf, type Edit, type Graph } from "@suture/graph";
import { operatorSchema } from "@suture/ops";
import { opsetOf } from "./describe.ts";

/** How two models that are of different versions of an operator set come together. */
export interface OpsetMeeting {
	/** "ai.onnx" */
	readonly domain: string;
	readonly here: number;
	readonly there: number;
	/** The version that both are of then; undefined when operators of both mean something else at the other's. */
	readonly met: number | undefined;
	/** Operators that would mean something else, of the model with fewer of them. */
	readonly changed: readonly string[];
}

/** Where the operator sets of two models differ. An operator that did not change between two versions is the same at both, so a
 *  model all of whose operators are like that can be taken as of the other's version. */
export function meetingOpsets(graph: Graph, other: Graph): OpsetMeeting[] {
	const domains = new Set(operatorsOf(other).keys());
	return [...domains].flatMap((domain) => {
		const [here, there] = [opsetOf(graph, domain), opsetOf(other, domain)];
		if (here === there || here === 0 || there === 0) return [];
		const theirs = changedBetween(other, domain, here, there);
		const ours = changedBetween(graph, domain, here, there);
		const met = theirs.length === 0 ? here : ours.length === 0 ? there : undefined;
		const changed = met !== undefined ? [] : theirs.length <= ours.length ? theirs : ours;
		return { domain: domain || "ai.onnx", here, there, met, changed };
	});
}

/** The edits of the one graph, and the other graph, so that both are of the versions that they meet at. */
export function atMeetings(
	graph: Graph,
	other: Graph,
	meetings: readonly OpsetMeeting[],
): { readonly edits: readonly Edit[]; readonly other: Graph } {
	const lifted = meetings.filter(({ here, met }) => met !== undefined && met !== here);
	const edits = lifted.map(({ domain, there }): Edit => ({ do: "set-opset", domain: plain(domain), version: there }));
	const [ir, otherIr] = [graph.header.irVersion ?? 0, other.header.irVersion ?? 0];
	const needsIr = lifted.length > 0 && otherIr > ir;
	const met = (domain: string | undefined) => meetings.find((one) => plain(one.domain) === plain(domain))?.met;
	const opsetImport = other.header.opsetImport.map((one) => {
		const version = met(one.domain);
		return version === undefined ? one : { ...one, version };
	});
	return {
		edits: needsIr ? [...edits, { do: "set-model", irVersion: otherIr }] : edits,
		other: { ...other, header: { ...other.header, opsetImport } },
	};
}

function plain(domain: string | undefined): string {
	return domain === undefined || domain === "ai.onnx" ? "" : domain;
}

/** The operators that a model uses outside of its functions, by domain. */
function operatorsOf(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
	const operators = new Map<string, Set<string>>();
	for (const body of bodyAndInner(graph, graph.main)) {
		for (const { domain, opType } of bodyOf(graph, body).nodes) {
			const known = operators.get(plain(domain));
			if (known) known.add(opType);
			else operators.set(plain(domain), new Set([opType]));
		}
	}
	return operators;
}

function changedBetween(graph: Graph, domain: string, a: number, b: number): string[] {
	const since = (operator: string, version: number) => operatorSchema(operator, domain, version)?.sinceVersion;
	const isSame = (operator: string) => {
		const version = since(operator, a);
		return version !== undefined && version === since(operator, b);
	};
	return [...(operatorsOf(graph).get(domain) ?? [])].filter((operator) => !isSame(operator)).sort();
}
