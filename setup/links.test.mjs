// Every relative link of every page points to something that is there, its heading included.
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./steps.mjs";

const pages = globSync("**/*.md", { cwd: root, exclude: ["**/node_modules", ".suture", "data", "**/dist"] });

test("there are pages to look at", () => expect(pages).toContain("README.md"));

test.each(pages)("links of %s lead somewhere", (page) => {
	const dead = linksOf(textOf(page)).filter((link) => !leadsSomewhere(page, link));
	expect(dead).toEqual([]);
});

/** Targets of links and pictures that are not addresses of the web. */
function linksOf(text) {
	return [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/i.test(link));
}

function leadsSomewhere(page, link) {
	const [path, heading] = link.split("#");
	const target = path === "" ? page : join(dirname(page), decodeURIComponent(path));
	if (!existsSync(join(root, target))) return false;
	if (!heading) return true;
	return statSync(join(root, target)).isFile() && headingsOf(textOf(target)).includes(heading);
}

/** Headings as the anchors that GitHub makes of them. */
function headingsOf(text) {
	return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
		title
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, "")
			.replace(/\s/g, "-"),
	);
}

/** The page without its code, where brackets mean something else. */
function textOf(page) {
	return readFileSync(join(root, page), "utf8")
		.replace(/^(```|~~~)[\s\S]*?^\1/gm, "")
		.replace(/^(?: {4}|\t).*$/gm, "")
		.replace(/`[^`\n]*`/g, "");
}
