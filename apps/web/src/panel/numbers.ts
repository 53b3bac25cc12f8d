/** A size as people read it: 512 B, 3.4 MB. */
export function bytesText(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	const units = ["kB", "MB", "GB", "TB"];
	let value = bytes / 1000;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

export function countText(count: number): string {
	return count.toLocaleString("en-US");
}

/** A large count in few characters: 11.7 M. */
export function shortCount(count: number): string {
	if (count < 10_000) return countText(count);
	const units = ["k", "M", "G", "T"];
	let value = count / 1000;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${value.toFixed(value < 100 ? 1 : 0)} ${units[unit]}`;
}

/** Seconds as people read a duration: 0.6 s, 12 s, 2 min 5 s. */
export function secondsText(seconds: number): string {
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	if (seconds < 60) return `${Math.round(seconds)} s`;
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
