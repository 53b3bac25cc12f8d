import { planConversion } from "@suture/convert";
import { applyEdits, bodyAndInner, bodyOf, type Edit, type Graph } from "@suture/graph";
import { operatorSchema } from "@suture/ops";
import type { Problem } from "@suture/problems";
import { writeOuts } from "@suture/repair";
import { opsetOf } from "./describe.ts";

/** How two models that are of different versions of an operator set come together. */
export interface OpsetMeeting {
	/** "ai.onnx" */
	readonly domain: string;
	readonly here: number;
	readonly there: number;
	/** The version that both are of then; undefined when neither can be taken to the other's. */
	readonly met: number | undefined;
	/** How many nodes of the other model are said otherwise. */
	readonly converted: number;
	/** Operators that mean something else at the other's version, of the model with fewer of them; none where both meet. */
	readonly changed: readonly string[];
	/** Why the other model can't be converted. */
	readonly problems: readonly Problem[];
}

/** Two models that are of the same versions then. */
export interface Met {
	readonly meetings: readonly OpsetMeeting[];
	/** What it takes of the open one. */
	readonly edits: readonly Edit[];
	/** The other one. */
	readonly other: Graph;
}

/** Brings the operator sets of two models together. An operator that did not change between two versions is the same at both, so
 *  a model all of whose operators are like that is taken as of the other's version: the other one if it can be, else the open
 *  one. Else the other one is converted. */
export function meetOpsets(graph: Graph, other: Graph): Met {
	let met: Met = { meetings: [], edits: [], other };
	for (const domain of operatorsOf(other).keys()) {
		const [here, there] = [opsetOf(graph, domain), opsetOf(other, domain)];
		if (here !== there && here !== 0 && there !== 0) met = metAt(graph, met, domain, here, there);
	}
	return met;
}

function metAt(graph: Graph, { meetings, edits, other }: Met, domain: string, here: number, there: number): Met {
	const theirs = changedBetween(other, domain, here, there);
	const ours = changedBetween(graph, domain, here, there);
	const same = { domain: domain || "ai.onnx", here, there, converted: 0, changed: [], problems: [] };
	if (theirs.length === 0) {
		return { meetings: [...meetings, { ...same, met: here }], edits, other: withOpset(other, domain, here) };
	}
	if (ours.length === 0) {
		const lift: Edit[] = [{ do: "set-opset", domain, version: there }, ...irVersionOf(graph, other)];
		return { meetings: [...meetings, { ...same, met: there }], edits: [...edits, ...lift], other };
	}
	const changed = theirs.length <= ours.length ? theirs : ours;
	if (domain !== "") return { meetings: [...meetings, { ...same, met: undefined, changed }], edits, other };
	const conversion = planConversion(other, here, writeOuts);
	const problems = conversion.problems.filter(({ severity }) => severity === "error");
	if (problems.length > 0) {
		return { meetings: [...meetings, { ...same, met: undefined, changed, problems }], edits, other };
	}
	const meeting = { ...same, met: here, converted: conversion.changes.length };
	return { meetings: [...meetings, meeting], edits, other: applyEdits(other, conversion.edits).graph };
}

function withOpset(graph: Graph, domain: string, version: number): Graph {
	const opsetImport = graph.header.opsetImport.map((one) => (plain(one.domain) === domain ? { ...one, version } : one));
	return { ...graph, header: { ...graph.header, opsetImport } };
}

/** A newer operator set wants a newer IR. */
function irVersionOf(graph: Graph, other: Graph): Edit[] {
	const [here, there] = [graph.header.irVersion ?? 0, other.header.irVersion ?? 0];
	return there > here ? [{ do: "set-model", irVersion: there }] : [];
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
