import type { OperatorSetIdProto, StringStringEntryProto } from "@suture/onnx";
import { expectCount, expectInt64 } from "./numbers.ts";
import { readEntry } from "./read-tensor.ts";
import { ahead, expect, type Scanner, separated, stopExpecting, take, takeWord } from "./scanner.ts";
import { expectString } from "./strings.ts";

/** What headers of models and functions hold. */
export interface HeaderFields {
	readonly irVersion?: number;
	readonly opsetImport?: readonly OperatorSetIdProto[];
	readonly producerName?: string;
	readonly producerVersion?: string;
	readonly domain?: string;
	readonly modelVersion?: bigint;
	readonly docString?: string;
	readonly metadataProps?: readonly StringStringEntryProto[];
	readonly overload?: string;
}

export type HeaderKey =
	| "ir_version"
	| "opset_import"
	| "producer_name"
	| "producer_version"
	| "domain"
	| "model_version"
	| "doc_string"
	| "metadata_props"
	| "overload";

/** What a header can say, under the names of onnx.proto and of our messages. */
const readers: Readonly<Record<HeaderKey, (scanner: Scanner) => HeaderFields>> = {
	ir_version: (scanner) => ({ irVersion: expectCount(scanner) }),
	opset_import: (scanner) => ({ opsetImport: bracketed(scanner, readImport) }),
	producer_name: (scanner) => ({ producerName: expectString(scanner) }),
	producer_version: (scanner) => ({ producerVersion: expectString(scanner) }),
	domain: (scanner) => ({ domain: expectString(scanner) }),
	model_version: (scanner) => ({ modelVersion: expectInt64(scanner) }),
	doc_string: (scanner) => ({ docString: expectString(scanner) }),
	metadata_props: (scanner) => ({ metadataProps: bracketed(scanner, readEntry) }),
	overload: (scanner) => ({ overload: expectString(scanner) }),
};

/** A header, if there is one: <ir_version: 8, opset_import: ["": 17]>, with these keys in any order. Lists of a key that
 *  stands twice are joined; of other values the last one counts. */
export function readHeader(scanner: Scanner, keys: readonly HeaderKey[]): HeaderFields {
	if (!take(scanner, "<")) return {};
	let header: HeaderFields = {};
	separated(scanner, () => {
		const key = expectKey(scanner, keys);
		expect(scanner, ":");
		header = joined(header, readers[key](scanner));
	});
	expect(scanner, ">");
	return header;
}

function expectKey(scanner: Scanner, keys: readonly HeaderKey[]): HeaderKey {
	const word = ahead(scanner, takeWord);
	const key = keys.find((one) => one === word) ?? stopExpecting(scanner, `one of ${keys.join(", ")}`);
	takeWord(scanner);
	return key;
}

function joined(header: HeaderFields, fields: HeaderFields): HeaderFields {
	const { opsetImport, metadataProps } = fields;
	return {
		...header,
		...fields,
		...(opsetImport && { opsetImport: [...(header.opsetImport ?? []), ...opsetImport] }),
		...(metadataProps && { metadataProps: [...(header.metadataProps ?? []), ...metadataProps] }),
	};
}

function bracketed<T>(scanner: Scanner, one: (scanner: Scanner) => T): T[] {
	expect(scanner, "[");
	if (take(scanner, "]")) return [];
	const found = separated(scanner, one);
	expect(scanner, "]");
	return found;
}

function readImport(scanner: Scanner): OperatorSetIdProto {
	const domain = expectString(scanner);
	expect(scanner, ":");
	return { domain, version: expectCount(scanner) };
}
