export { adoptStrays } from "./adopt-strays.ts";
export { layout } from "./layout.ts";
export { createLayoutCache, type LayoutCache } from "./layout-cache.ts";
export type { LayoutEdge, LayoutGroup, LayoutInput, LayoutNode } from "./layout-input.ts";
export type { Box, Layout, Line } from "./layout-result.ts";
export type { Spacing } from "./spacing.ts";
