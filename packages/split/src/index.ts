export { type BorderTarget, wishForBorder } from "./border.ts";
export type { Boundary, Carrier, Role } from "./boundary.ts";
export type { Placement } from "./placement.ts";
export { type Part, type Split, type SplitOptions, split } from "./split.ts";
export { boundaryTypes, type SplitForTarget, splitForTarget } from "./split-for-target.ts";
export type { DeniedWish, Wish } from "./wish.ts";
