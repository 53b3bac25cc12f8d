/** About how long data is as JSON, without writing it: names and texts, which are all that gets long. */
export function textBytes(data: unknown): number {
	if (typeof data === "string") return data.length + 2;
	if (typeof data !== "object" || data === null) return 8;
	return Object.entries(data).reduce((sum, [key, value]) => sum + key.length + 4 + textBytes(value), 2);
}
