import { Hammer } from "lucide-react";
import { Tip } from "../shell/tip.tsx";
import { BuildDialog } from "./build-dialog.tsx";
import { openBuildDialog } from "./build-dialog-store.ts";
import { useBuild } from "./use-build.ts";

/** Asks how to build, then builds. */
export function BuildButton() {
	const isRunning = useBuild(
		({ build, sending }) => sending !== undefined || (build !== undefined && build.job.state !== "ended"),
	);
	return (
		<>
			<Tip text="Build an engine (Ctrl+B)">
				<button
					type="button"
					className="button button-primary"
					onClick={openBuildDialog}
					data-testid="build"
					aria-label="Build"
				>
					{isRunning ? <div className="spinner" /> : <Hammer size={15} />}
					<span className="top-label">Build</span>
				</button>
			</Tip>
			<BuildDialog />
		</>
	);
}
