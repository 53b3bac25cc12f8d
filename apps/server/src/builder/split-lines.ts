/** The whole lines of a byte stream, in groups: as many at a time as have arrived. The last line needs no end. */
export async function* splitLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
	const decoder = new TextDecoder();
	let rest = "";
	for await (const chunk of stream) {
		const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
		rest = lines.pop() ?? "";
		if (lines.length > 0) yield lines;
	}
	rest += decoder.decode();
	if (rest !== "") yield [rest];
}
