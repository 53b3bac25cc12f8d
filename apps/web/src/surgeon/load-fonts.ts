import interUrl from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";

/** Resolves when texts measure here as they will on the page; also when the font can't be had, then with the system's. */
export const fontsReady: Promise<void> = loadFonts();

async function loadFonts(): Promise<void> {
	try {
		const face = new FontFace("Inter Variable", `url(${interUrl}) format("woff2")`, { weight: "100 900" });
		// A worker's fonts belong to its global scope, which TypeScript's DOM library describes for pages only.
		(globalThis as unknown as { fonts: FontFaceSet }).fonts.add(face);
		await face.load();
	} catch {
		// Cards come out a little too wide or narrow; nothing else.
	}
}
