import { fileURLToPath } from "node:url";

/** apps/builder, where `python -m suture_builder` finds itself. */
export const builderFolder: string = fileURLToPath(new URL("../../../builder/", import.meta.url));
