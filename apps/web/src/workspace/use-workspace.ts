import { useStore } from "zustand";
import { type Workspace, workspace } from "./workspace.ts";

/** A part of the workspace; the component renders again when that part changes. */
export function useWorkspace<T>(part: (workspace: Workspace) => T): T {
	return useStore(workspace, part);
}
