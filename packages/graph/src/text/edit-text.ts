import type { AttributeProto } from "@suture/onnx";
import type { Problem } from "@suture/problems";
import { readAttribute } from "./read-attribute.ts";
import { readGraph } from "./read-graph.ts";
import { type Lines, readLines } from "./read-short-form.ts";
import { atEnd, type Scanner, scannerOf, stopExpecting } from "./scanner.ts";
import { problemOfStop, Stop } from "./stop.ts";
import { expectName } from "./strings.ts";

/** What a text in an edit says, or what keeps it from saying it. */
export type FromText<T> = { readonly read: T } | { readonly problems: readonly Problem[] };

/** Nodes and declarations as lines. Names may begin with %, also without quotes, and are given as they stand. */
export function linesFromText(text: string): FromText<Lines> {
	return fromText(text, true, readLines);
}

/** An attribute with its name: axis = 1. Of the type that it says, or else that `typeOf` knows for the name. */
export function attributeFromText(
	text: string,
	typeOf: (name: string) => number | undefined,
): FromText<AttributeProto & { readonly name: string }> {
	return fromText(text, false, (scanner) => {
		const name = expectName(scanner, "an attribute's name");
		const attribute = readAttribute(scanner, name, readGraph, typeOf(name));
		if (!atEnd(scanner)) stopExpecting(scanner, "nothing more");
		return { ...attribute, name };
	});
}

function fromText<T>(text: string, hasLocals: boolean, read: (scanner: Scanner) => T): FromText<T> {
	const scanner = scannerOf(text, hasLocals);
	try {
		const found = read(scanner);
		return scanner.problems.length > 0 ? { problems: scanner.problems } : { read: found };
	} catch (stop) {
		if (!(stop instanceof Stop)) throw stop;
		return { problems: [problemOfStop(stop, text)] };
	}
}
