// What every runtime has (browser, worker, Node) although ECMAScript does not name it. Pure packages may use these and
// nothing else from outside the language.

declare class TextDecoder {
	constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
	decode(input?: ArrayBufferView | ArrayBufferLike): string;
}

declare class TextEncoder {
	encode(input?: string): Uint8Array<ArrayBuffer>;
}
