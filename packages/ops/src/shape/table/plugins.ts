import type { ShapeFunction } from "../../call/call.ts";
import { resizeNearest } from "../resize.ts";
import { sameAsFirst } from "../same-shape.ts";
import { topK } from "../select.ts";
import { written } from "../written.ts";
import { each } from "./each.ts";

/** TensorRT's plugins, as far as NVIDIA/TensorRT documents their shapes (data/plugins.json has the sources); of the others only
 *  what the schema says is known. */
export const pluginShapes: Readonly<Record<string, ShapeFunction>> = {
	...each(
		`Clip_TRT CustomGeluPluginDynamic CustomSkipLayerNormPluginDynamic GroupNorm GroupNormalizationPlugin InstanceNormalization_TRT
		 LReLU_TRT LayerNorm Normalize_TRT ScatterElements ScatterND`,
		sameAsFirst,
	),
	...each("BatchedNMSDynamic_TRT BatchedNMS_TRT", written("[B,...] -> [B,1] [B,keepTopK,4] [B,keepTopK] [B,keepTopK]")),
	...each(
		"EfficientNMS_TRT EfficientNMS_Explicit_TF_TRT EfficientNMS_Implicit_TF_TRT",
		written("[B,...] -> [B,1] [B,max_output_boxes,4] [B,max_output_boxes] [B,max_output_boxes]"),
	),
	EfficientNMS_ONNX_TRT: written("[B,_,_] [_,C,_] -> [B*C*max_output_boxes_per_class,3]"),
	...each("NMS_TRT NMSDynamic_TRT", written("[B,...] -> [B,1,keepTopK,7] [B,1,1,1]")),
	...each("CropAndResize CropAndResizeDynamic", written("[N,C,_,_] [_,R,_,_] -> [N,R,C,crop_height,crop_width]")),
	DecodeBbox3DPlugin: written("[N,H,W,_] [_,_,_,A7] -> [N,H*W*(A7/7),9] [N]"),
	DisentangledAttention_TRT: sameAsFirst,
	ModulatedDeformConv2d: written("_ [N,_,H,W] _ [C,_,_,_] -> [N,C,H,W]"),
	MultiscaleDeformableAttnPlugin_TRT: written("[N,_,M,D] _ _ [_,L,_,_,_,_] -> [N,L,M,D]"),
	PyramidROIAlign_TRT: written("[N,R,_] [_,C,_,_] -> [N,R,C,pooled_size,pooled_size]"),
	ROIAlign_TRT: written("[_,C,_,_] [R,_] -> [R,C,output_height,output_width]"),
	ResizeNearest_TRT: resizeNearest,
	Reorg_TRT: written("[N,C,H,W] -> [N,C*stride*stride,H/stride,W/stride]"),
	TopkLastDim: topK,
	CustomFCPluginDynamic: written("[S,B,_,_,_] -> [S,B,out_dims,1,1]"),
};
