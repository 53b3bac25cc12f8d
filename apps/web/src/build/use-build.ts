import { useStore } from "zustand";
import { type BuildState, buildStore } from "./build-store.ts";

/** A part of what is known of builds; the component renders again when that part changes. */
export function useBuild<T>(part: (build: BuildState) => T): T {
	return useStore(buildStore, part);
}
