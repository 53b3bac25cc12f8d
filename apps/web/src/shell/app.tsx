import { useEffect } from "react";
import { BuildPanel } from "../build/build-panel.tsx";
import { askForHost } from "../build/build-store.ts";
import { useBuild } from "../build/use-build.ts";
import { GraphCanvas } from "../canvas/graph-canvas.tsx";
import { CompareView } from "../compare/compare-view.tsx";
import { useComparing } from "../compare/use-comparing.ts";
import { FindPanel } from "../find/find-panel.tsx";
import { MergeDialog } from "../graft/merge-dialog.tsx";
import { EarlierEdits } from "../history/earlier-edits.tsx";
import { HistoryPanel } from "../history/history-panel.tsx";
import { Palette } from "../palette/palette.tsx";
import { Details } from "../panel/details.tsx";
import { PickedBar } from "../panel/picked-bar.tsx";
import { SimplifyPanel } from "../simplify/simplify-panel.tsx";
import { StartPage } from "../start/start-page.tsx";
import { PartsBar } from "../target/parts-bar.tsx";
import { TargetPanel } from "../target/target-panel.tsx";
import { VerdictBar } from "../target/verdict-bar.tsx";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { AssumedBar } from "./assumed-bar.tsx";
import { DropTarget } from "./drop-target.tsx";
import { EditButtons } from "./edit-buttons.tsx";
import { Notices } from "./notices.tsx";
import { openFromAddress } from "./open-from-address.ts";
import { TopBar } from "./top-bar.tsx";
import { Trail } from "./trail.tsx";
import { useShortcuts } from "./use-shortcuts.ts";
import { ZoomButtons } from "./zoom-buttons.tsx";
import "./app.css";

/** The whole page: the graph fills it, everything else lies around or comes when it is needed. */
export function App() {
	useShortcuts();
	useEffect(() => {
		void askForHost();
		openFromAddress();
	}, []);
	const isOpen = useWorkspace(({ state }) => state !== undefined);
	const isPanelOpen = useBuild((one) => one.isPanelOpen);
	const isComparing = useComparing(({ phase }) => phase.at !== "closed");
	return (
		<DropTarget>
			<div className={isPanelOpen && isOpen ? "app has-build" : "app"} inert={isComparing}>
				<TopBar />
				<main className="app-stage">
					{isOpen ? (
						<>
							<GraphCanvas />
							<Trail />
							<AssumedBar />
							<EditButtons />
							<ZoomButtons />
							<HistoryPanel />
							<EarlierEdits />
							<Details />
							<PickedBar />
							<SimplifyPanel />
							<TargetPanel />
							<FindPanel />
							<MergeDialog />
							<PartsBar />
							<VerdictBar />
							<Palette />
						</>
					) : (
						<StartPage />
					)}
				</main>
				{isOpen && <BuildPanel />}
			</div>
			<CompareView />
			<Notices />
		</DropTarget>
	);
}
