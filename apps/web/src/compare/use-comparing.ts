import { useStore } from "zustand";
import { type Comparing, comparing } from "./compare-store.ts";

export function useComparing<T>(part: (one: Comparing) => T): T {
	return useStore(comparing, part);
}
