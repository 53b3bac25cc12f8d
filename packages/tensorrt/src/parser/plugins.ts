import { releaseNumber } from "../target/releases.ts";

/** NVIDIA's plugins by the releases that have them: the first, and the last where a later one has not. Read from the lists of
 *  creators in NVIDIA/TensorRT plugin/api/inferPlugin.cpp; the logs of 8.4.3, 10.6.0 and 11.2.1 agree (README). */
const plugins = {
	"7.2": `BatchTilePlugin_TRT-10.16 BatchedNMS_TRT-10.16 BatchedNMSDynamic_TRT-10.16 Clip_TRT-10.16 CoordConvAC-10.16
		CropAndResize-10.16 CustomEmbLayerNormPluginDynamic CustomFCPluginDynamic CustomGeluPluginDynamic-10.16
		CustomQKVToContextPluginDynamic CustomSkipLayerNormPluginDynamic DetectionLayer_TRT FlattenConcat_TRT
		GenerateDetection_TRT GridAnchor_TRT GridAnchorRect_TRT GroupNormalizationPlugin InstanceNormalization_TRT
		LReLU_TRT-10.16 MultilevelCropAndResize_TRT MultilevelProposeROI_TRT NMS_TRT-10.16 Normalize_TRT-10.16 PriorBox_TRT
		Proposal-10.16 ProposalLayer_TRT PyramidROIAlign_TRT RPROI_TRT Region_TRT Reorg_TRT ResizeNearest_TRT
		SpecialSlice_TRT-10.16 Split-10.16`,
	"8.0": `CropAndResizeDynamic EfficientNMS_TRT EfficientNMS_ONNX_TRT-10.16 NMSDynamic_TRT-10.16 ProposalDynamic-10.16
		ScatterND`,
	"8.2": `DecodeBbox3DPlugin EfficientNMS_Explicit_TF_TRT EfficientNMS_Implicit_TF_TRT PillarScatterPlugin
		VoxelGeneratorPlugin`,
	"8.4": "DisentangledAttention_TRT MultiscaleDeformableAttnPlugin_TRT",
	"8.5": "ROIAlign_TRT GroupNorm-8.5 LayerNorm-8.5 SeqLen2Spatial-8.5 SplitGeLU-8.5 fMHA_V2-8.5 fMHCA-8.5",
	"8.6": "ModulatedDeformConv2d",
	"10.0": "ScatterElements",
	"11.0": "TopkLastDim",
	"11.2": "FFTPlugin",
} as const;

const spans: ReadonlyMap<string, readonly [number, number]> = new Map(
	Object.entries(plugins).flatMap(([release, names]) =>
		names
			.trim()
			.split(/\s+/)
			.map((entry) => {
				const [name = "", last] = entry.split("-");
				return [name, [releaseNumber(release), last === undefined ? Infinity : releaseNumber(last)]] as const;
			}),
	),
);

/** Whether NVIDIA's plugin library of a release has a plugin of this name. */
export function isStandardPlugin(name: string, release: number): boolean {
	const span = spans.get(name);
	return span !== undefined && span[0] <= release && release <= span[1];
}
