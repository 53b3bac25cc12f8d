import { releaseNumber } from "../../target/releases.ts";
import { type Site, textOf } from "../site.ts";

interface NeededPlugin {
	readonly name: string;
	readonly said: string;
}

/** The plugin of NVIDIA's library by which the parser imports an operator that it knows. onnx-tensorrt 8.0-GA to 10.1-GA; RTX
 *  1.7.1, which loads no plugins by itself, was asked about all that it does so. */
export function neededPlugin(site: Site): NeededPlugin | undefined {
	const { node, release } = site;
	switch (node.opType) {
		case "InstanceNormalization":
			return release <= releaseNumber("8.5")
				? {
						name: "InstanceNormalization_TRT",
						said: "InstanceNormalization plugin was not found in the plugin registry!",
					}
				: undefined;
		case "NonMaxSuppression":
			return release <= releaseNumber("8.4")
				? {
						name: "EfficientNMS_ONNX_TRT",
						said: "EfficientNMS (ONNX support mode) plugin was not found in the plugin registry!",
					}
				: undefined;
		case "RoiAlign":
			return { name: "ROIAlign_TRT", said: "ROIAlign plugin was not found in the plugin registry!" };
		case "DeformConv":
			return {
				name: "ModulatedDeformConv2d",
				said: "ModulatedDeformConv2d plugin was not found in the plugin registry!",
			};
		case "NonZero":
			return site.target.backend === "tensorrt-rtx"
				? { name: "NonZero", said: "NonZero plugin creator version 1 was not found in plugin registry." }
				: undefined;
		case "ScatterElements":
			return release >= releaseNumber("10.0") && textOf(site, "reduction", "none") !== "none"
				? { name: "ScatterElements", said: "ScatterReduction plugin was not found in the plugin registry!" }
				: undefined;
		default:
			return undefined;
	}
}
