import { useEffect, useState } from "react";
import { workbench } from "../surgeon/connect.ts";
import type { NmsForm, NmsPlace } from "../surgeon/detections.ts";
import { useWorkspace } from "../workspace/use-workspace.ts";
import { goToNode, perform } from "../workspace/workspace.ts";
import { lightTarget } from "./target-store.ts";

const titles: Readonly<Record<NmsForm, string>> = {
	plugin: "EfficientNMS_TRT",
	layer: "TensorRT's own NMS layer",
	cut: "End the model before it",
};

/** Where the model suppresses boxes, and the forms that TensorRT takes instead. */
export function NmsView() {
	const steps = useWorkspace(({ state }) => state?.done);
	const name = useWorkspace(({ state }) => state?.model.name);
	const [places, setPlaces] = useState<readonly NmsPlace[]>([]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another step or model means other places.
	useEffect(() => {
		let isOld = false;
		void workbench.nmsPlaces().then((found) => {
			if (!isOld) setPlaces(found);
		});
		return () => {
			isOld = true;
		};
	}, [steps, name]);
	if (places.length === 0) return null;
	return (
		<>
			<h3 className="target-heading">Where boxes are suppressed</h3>
			{places.map((place) => (
				<Place key={place.node} place={place} />
			))}
		</>
	);
}

function Place({ place: { node, name, about, tail, offers } }: { readonly place: NmsPlace }) {
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
						{titles[form]} <small>{kind ?? "not possible here"}</small>
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
								const edits = await workbench.nmsEdits(node, form);
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
