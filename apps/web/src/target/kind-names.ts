import type { Kind } from "@suture/repair";

/** How far a repair may be trusted, as the page says it. */
export const kindNames: Readonly<Record<Kind, string>> = {
	exact: "exact",
	assumes: "under an assumption",
	tolerance: "within a tolerance",
	"changes-meaning": "changes what is computed",
};
