import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const historyStore = createStore<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

export function useHistoryOpen(): boolean {
	return useStore(historyStore, (one) => one.isOpen);
}

export function toggleHistory(): void {
	historyStore.setState(({ isOpen }) => ({ isOpen: !isOpen }));
}
