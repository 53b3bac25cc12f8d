import { createStore } from "zustand/vanilla";

/** The event that the log shall be scrolled to; a new object each time. */
export const evidence = createStore<{ readonly wanted: { readonly seq: number } | undefined }>()(() => ({
	wanted: undefined,
}));

export function showEvidence(seq: number): void {
	evidence.setState({ wanted: { seq } });
}
