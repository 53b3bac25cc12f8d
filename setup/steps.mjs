// What must be there before anything runs. Plain JavaScript for Node 20, without a package: it installs the rest.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { showStep } from "./progress.mjs";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamps = join(root, ".suture", "stamps");
const pnpm = "pnpm@12.21.0";

/** Installs packages with pnpm (fetched by npx when the machine has none) when the lockfile is not the installed one. */
export async function installPackages() {
	const inputs = [
		"pnpm-lock.yaml",
		"pnpm-workspace.yaml",
		"package.json",
		...packageFolders().map((f) => join(f, "package.json")),
	];
	await unlessStamped("packages", hashOf(inputs), existsSync(join(root, "node_modules", ".modules.yaml")), () =>
		showStep("Installing packages", () => run("npx", ["-y", pnpm, "install", "--frozen-lockfile"])),
	);
}

/** Node 24 or newer: the machine's own, or the one that the npm package `node` brought. */
export function nodePath() {
	if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
	return join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

/** Folders of the workspace's packages, relative to the root. */
function packageFolders() {
	const inside = (folder) =>
		existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => join(folder, name)) : [];
	return [...inside("packages"), ...inside("apps"), "fixtures", "e2e"].filter((f) =>
		existsSync(join(root, f, "package.json")),
	);
}

/** Runs `work` when `hash` is not the one that the last success left behind, or when its result is gone. */
export async function unlessStamped(name, hash, isThere, work) {
	const stamp = join(stamps, name);
	if (isThere && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
	await work();
	mkdirSync(stamps, { recursive: true });
	writeFileSync(stamp, hash);
}

/** A hash of files' contents; folders are walked. Missing files count as empty. */
export function hashOf(paths) {
	const hash = createHash("sha256");
	for (const path of paths.flatMap(filesBelow)) hash.update(path).update(readFileSync(join(root, path)));
	return hash.digest("hex");
}

function filesBelow(path) {
	const full = join(root, path);
	if (!existsSync(full)) return [];
	if (!statSync(full).isDirectory()) return [path];
	return readdirSync(full, { withFileTypes: true })
		.filter((entry) => !["node_modules", "dist", ".types", "__pycache__"].includes(entry.name))
		.flatMap((entry) => filesBelow(join(path, entry.name)))
		.sort();
}

/** Runs a command in the root; resolves when it succeeds, rejects with the end of its output when it fails. */
export function run(command, args, { env = {}, cwd = root, onLine } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
		let tail = "";
		const take = (chunk) => {
			tail = (tail + chunk).slice(-6000);
			onLine?.(String(chunk).trim().split("\n").at(-1) ?? "");
		};
		child.stdout.on("data", take);
		child.stderr.on("data", take);
		child.on("error", (error) => reject(new Error(`${command} can't be started: ${error.message}`)));
		child.on("close", (code, signal) =>
			code === 0
				? resolve(tail)
				: reject(new Error(`${command} ${args.join(" ")} ended with ${signal ?? code}:\n${tail}`)),
		);
	});
}

/** Whether a command can be started at all. */
export function has(command, args = ["--version"]) {
	return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
