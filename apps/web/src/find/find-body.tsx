import type { Pattern } from "@suture/pattern";
import { PatternView } from "./pattern-view.tsx";
import { Places } from "./places.tsx";
import { ReplaceView } from "./replace-view.tsx";

/** A pattern, its places, and what shall come in their stead. */
export default function FindBody({ pattern }: { readonly pattern: Pattern }) {
	return (
		<>
			<div className="find-body">
				<PatternView pattern={pattern} />
				<Places />
			</div>
			<ReplaceView pattern={pattern} />
		</>
	);
}
