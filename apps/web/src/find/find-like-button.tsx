import { ScanSearch } from "lucide-react";
import { findLikeSelected } from "./find-store.ts";

/** Takes what is selected as an example to find others by. */
export function FindLikeButton() {
	return (
		<button
			type="button"
			className="button button-small"
			data-testid="find-like"
			title="R · finds every place that is like this one, to replace, bypass or delete them at once"
			onClick={() => void findLikeSelected()}
		>
			<ScanSearch size={13} /> Find like this …
		</button>
	);
}
