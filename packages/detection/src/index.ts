export { offerCut } from "./cut.ts";
export type { Activation, Dense, Detection, Entry, Form, Kept, Layout, Level } from "./detection.ts";
export { type EfficientFields, type EfficientOptions, efficientFields } from "./efficient-fields.ts";
export { offerEfficientNms } from "./efficient-nms.ts";
export { findDetections } from "./find-detections.ts";
export { offerLayerNms } from "./layer-nms.ts";
export type { Offer } from "./offer.ts";
export { type Anchors, type Detections, efficientNms } from "./reference/efficient-nms.ts";
