import { createStore } from "zustand/vanilla";
import { workspace } from "../workspace/workspace.ts";

/** Whether the person is asked how to build. */
export const buildDialog = createStore<{ readonly isOpen: boolean }>()(() => ({ isOpen: false }));

export function openBuildDialog(): void {
	if (workspace.getState().state) buildDialog.setState({ isOpen: true });
}

export function closeBuildDialog(): void {
	buildDialog.setState({ isOpen: false });
}
