/** Numbers in a text, each also a fraction: "0.485, 0.456, 1/255". Undefined when one of them is none, or there are none. */
export function numberList(text: string): readonly number[] | undefined {
	const parts = text
		.trim()
		.split(/\s*[,;]\s*|\s+/)
		.map(numberIn);
	return parts.every((one) => one !== undefined) ? parts : undefined;
}

function numberIn(text: string): number | undefined {
	const [above = "", below, ...more] = text.split("/");
	if (above === "" || below === "" || more.length > 0) return undefined;
	const number = Number(above) / (below === undefined ? 1 : Number(below));
	return Number.isFinite(number) ? number : undefined;
}
