import { useEffect, useState } from "react";
import { useWorkspace } from "../workspace/use-workspace.ts";

/** The worker's answer to a question about the document; asked again when the document or the question changes. The last answer
 *  stays until the next one is there, so that nothing flickers. */
export function useDescribed<T>(key: string, ask: () => Promise<T>): T | undefined {
	const state = useWorkspace((one) => one.state);
	const [answer, setAnswer] = useState<{ readonly key: string; readonly value: T }>();
	// biome-ignore lint/correctness/useExhaustiveDependencies: `ask` is another function at each rendering; `key` says what it asks.
	useEffect(() => {
		let isCurrent = true;
		ask().then(
			(value) => {
				if (isCurrent) setAnswer({ key, value });
			},
			() => undefined, // the document went away meanwhile
		);
		return () => {
			isCurrent = false;
		};
	}, [key, state]);
	return answer?.key === key ? answer.value : undefined;
}
