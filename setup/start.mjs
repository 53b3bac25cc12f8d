// `npm start`: makes sure that everything is there, starts the server, opens the page.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { builderPython, installBuilder } from "./builder.mjs";
import { installPackages, nodePath, root } from "./steps.mjs";
import { buildWeb, webFolder } from "./web.mjs";

const args = process.argv.slice(2);
try {
	await installPackages();
	const trouble = await installBuilder();
	if (trouble) console.log(`  ! ${trouble}`);
	await buildWeb();
} catch (error) {
	console.error(`\n${error instanceof Error ? error.message : error}`);
	process.exit(1);
}

const python = builderPython();
const server = spawn(nodePath(), [join(root, "apps", "server", "src", "main.ts"), "--web", webFolder, ...args], {
	cwd: root,
	stdio: ["inherit", "pipe", "inherit"],
	env: {
		...process.env,
		NODE_COMPILE_CACHE: join(root, ".suture", "compiled"),
		...(python ? { SUTURE_RTX_PYTHON: python } : {}),
	},
});
let isOpened = false;
server.stdout.on("data", (chunk) => {
	process.stdout.write(chunk);
	const url = /https?:\/\/\S+/.exec(String(chunk))?.[0];
	if (url && !isOpened) {
		isOpened = true;
		openInBrowser(url);
	}
});
server.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));

/** Opens the page where there is somebody to see it. */
function openInBrowser(url) {
	const isDesktop = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
	if (!process.stdout.isTTY || !isDesktop || process.env.CI || process.env.SUTURE_NO_BROWSER) return;
	const [command, ...rest] = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] }[process.platform] ?? ["xdg-open"];
	spawn(command, [...rest, url], { stdio: "ignore", detached: true })
		.on("error", () => undefined)
		.unref();
}
