import type { Role } from "@suture/split";

/** Parts of a split in the order in which they run, as the page calls them. */
export const partNames: readonly { readonly role: Role; readonly name: string; readonly place: string }[] = [
	{ role: "pre", name: "Front", place: "in ONNX Runtime, in front of it" },
	{ role: "engine", name: "Engine", place: "in TensorRT" },
	{ role: "post", name: "Back", place: "in ONNX Runtime, behind it" },
];

export function partName(role: Role): string {
	return partNames.find((one) => one.role === role)?.name ?? role;
}
