import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { workbench } from "../surgeon/connect.ts";
import type { NmsPlace } from "../surgeon/detections.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { goToNode, perform } from "../workspace/workspace.ts";
import { NmsDifferences } from "./nms-differences.tsx";
import { nmsTitles } from "./nms-titles.ts";
import { lightTarget, targeting } from "./target-store.ts";

/** Where the model suppresses boxes, and the forms that TensorRT takes instead. */
export function NmsView() {
	const steps = useWorkspace(({ state }) => state?.done);
	const name = useWorkspace(({ state }) => state?.model.name);
	const target = useStore(targeting, (one) => one.target);
	const [places, setPlaces] = useState<readonly NmsPlace[]>([]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another step or model means other places.
	useEffect(() => {
		let isOld = false;
		void workbench.nmsPlaces(target).then((found) => {
			if (!isOld) setPlaces(found);
		});
		return () => {
			isOld = true;
		};
	}, [steps, name, target]);
	if (places.length === 0) return null;
	return (
		<>
			<h3 className="target-heading">Where boxes are suppressed</h3>
			{places.map((place) => (
				<Place key={place.node} place={place} target={target} />
			))}
			<NmsDifferences />
		</>
	);
}

interface PlaceProps {
	readonly place: NmsPlace;
	readonly target: string;
}

function Place({ place: { node, name, about, tail, offers }, target }: PlaceProps) {
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the pointer only lights what the buttons inside name.
		<section
			className="target-nms"
			onMouseEnter={() => lightTarget([node, ...tail])}
			onMouseLeave={() => lightTarget([])}
		>
			<button type="button" className="link" onClick={() => void goToNode(node)}>
				{name}
			</button>
			<ul>
				{about.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			{offers.every(({ can }) => !can) && <p>Simplify first: limits and thresholds are read from constants.</p>}
			{offers.map(({ form, can, kind, sentence, changes }) => (
				<details key={form} className={can ? "" : "is-out"}>
					<summary>
						{nmsTitles[form]} <small>{kind ?? "not possible here"}</small>
					</summary>
					<p>{sentence}</p>
					<ul>
						{changes.map((line) => (
							<li key={line}>{line}</li>
						))}
					</ul>
					{can && (
						<button
							type="button"
							className="button button-small"
							onClick={async () => {
								const edits = await workbench.nmsEdits(node, form, target);
								if (edits) await perform(edits);
							}}
						>
							Do it
						</button>
					)}
				</details>
			))}
		</section>
	);
}
