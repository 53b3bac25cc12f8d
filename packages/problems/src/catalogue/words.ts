/** A count as people read it: 12,345. */
export function count(n: number): string {
	return n.toLocaleString("en-US");
}

/** A size as people read it: 512 bytes, 3.4 MB. Decimal units, as file managers and NVIDIA's logs of disk sizes use. */
export function bytes(n: number): string {
	if (n === 1) return "1 byte";
	if (n < 10_000) return `${count(n)} bytes`;
	const units = ["kB", "MB", "GB", "TB", "PB", "EB"];
	let value = n / 1000;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
