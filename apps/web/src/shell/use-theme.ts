import { useSyncExternalStore } from "react";
import { remember, remembered } from "../workspace/remember.ts";

export type Theme = "light" | "dark";
/** What the person chose: a theme, or the system's. */
export type ThemeChoice = Theme | "system";

const dark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();
let choice: ThemeChoice = remembered<{ choice: ThemeChoice }>("theme").choice ?? "system";

function current(): Theme {
	return choice === "system" ? (dark.matches ? "dark" : "light") : choice;
}

function apply(): void {
	document.documentElement.dataset["theme"] = current();
	for (const listener of listeners) listener();
}

dark.addEventListener("change", apply);
apply();

export function setTheme(chosen: ThemeChoice): void {
	choice = chosen;
	remember("theme", { choice });
	apply();
}

/** The theme that holds now. */
export function useTheme(): Theme {
	return useSyncExternalStore((listener) => {
		listeners.add(listener);
		return () => listeners.delete(listener);
	}, current);
}
