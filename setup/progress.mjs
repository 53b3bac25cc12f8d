// One line a step: what is being done, for how long, and what it last said. On a terminal the line is rewritten.
const live = process.stdout.isTTY && !process.env.CI;

/** Shows a step while it runs; passes a function that takes the step's latest line. */
export async function showStep(title, work) {
	const started = Date.now();
	let latest = "";
	const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
	const draw = () => {
		const width = (process.stdout.columns ?? 100) - title.length - 16;
		process.stdout.write(`\r\x1b[2K  … ${title}  ${seconds()}  \x1b[2m${latest.slice(0, Math.max(0, width))}\x1b[0m`);
	};
	if (!live) process.stdout.write(`  … ${title}\n`);
	const timer = live ? setInterval(draw, 200) : undefined;
	try {
		const result = await work((line) => {
			latest = line;
		});
		process.stdout.write(`${live ? "\r\x1b[2K" : ""}  ✓ ${title}  ${seconds()}\n`);
		return result;
	} catch (error) {
		process.stdout.write(`${live ? "\r\x1b[2K" : ""}  ✗ ${title}  ${seconds()}\n`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}
