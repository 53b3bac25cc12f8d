import { type ModelEntry, modelEntrySchema } from "@suture/protocol";
import { useEffect, useState } from "react";
import { z } from "zod";
import { useBuild } from "../build/use-build.ts";
import { askHost } from "./ask-host.ts";

/** The host's models, once it has told them. */
export function useHostModels(): readonly ModelEntry[] | undefined {
	const [models, setModels] = useState<readonly ModelEntry[]>();
	const isThere = useBuild((one) => one.host !== undefined);
	useEffect(() => {
		if (!isThere) return;
		askHost("GET", "/api/models").then(
			(answer) => setModels(z.array(modelEntrySchema).parse(answer)),
			() => undefined, // the page says already that the server does not answer
		);
	}, [isThere]);
	return models;
}
