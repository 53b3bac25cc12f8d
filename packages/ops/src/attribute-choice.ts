import type { AttributeSchema } from "./operator-schema.ts";

/** What an attribute may be where its type alone does not say it. */
export type AttributeChoice =
	/** One of these texts. */
	| { readonly kind: "texts"; readonly texts: readonly string[] }
	/** 0 or 1. */
	| { readonly kind: "flag" }
	/** A number of TensorProto.DataType. */
	| { readonly kind: "data type" };

/** The values that an attribute of an operator allows; undefined when it is free. Texts of all versions of the operator: a few
 *  modes came or went with an opset. Source: the attributes' descriptions in onnx 1.23.2 and onnxruntime 1.31.1. */
export function attributeChoice(
	operator: string,
	domain: string,
	{ name, type }: Pick<AttributeSchema, "name" | "type">,
): AttributeChoice | undefined {
	if (type === "STRING") {
		const texts = ofOperator.get(`${operator}.${name}`) ?? ofAttribute.get(name);
		return texts && { kind: "texts", texts };
	}
	if (type !== "INT" || !isOnnx(domain)) return undefined;
	if (dataTypes.has(name) || (name === "to" && operator === "Cast")) return { kind: "data type" };
	return flags.has(name) ? { kind: "flag" } : undefined;
}

function isOnnx(domain: string): boolean {
	return domain === "" || domain.startsWith("ai.onnx");
}

const table = (rows: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> =>
	new Map(Object.entries(rows).map(([name, texts]) => [name, texts.split(" ")]));

/** Attributes that mean the same in every operator that has them. */
const ofAttribute = table({
	auto_pad: "NOTSET SAME_UPPER SAME_LOWER VALID",
	direction: "forward reverse bidirectional",
	padding_mode: "zeros border reflection",
	post_transform: "NONE SOFTMAX LOGISTIC SOFTMAX_ZERO PROBIT",
	kernel_type: "LINEAR POLY RBF SIGMOID",
	k_quant_type: "NONE PER_TENSOR PER_CHANNEL",
	v_quant_type: "NONE PER_TENSOR PER_CHANNEL",
	update_rule: "linear gated delta gated_delta",
});

const reductions = "none add mul max min";
const losses = "none sum mean";
const rounding = "up down nearest";

const ofOperator = table({
	"BitShift.direction": "LEFT RIGHT",
	"Cast.round_mode": rounding,
	"CastLike.round_mode": rounding,
	"CastMap.cast_to": "TO_FLOAT TO_STRING TO_INT64",
	"CastMap.map_form": "DENSE SPARSE",
	"CausalConvWithState.activation": "none silu swish",
	"CropAndResize.mode": "bilinear nearest",
	"DepthToSpace.mode": "DCR CRD",
	"Gelu.approximate": "none tanh",
	"GridSample.mode": "linear nearest cubic bilinear bicubic",
	"ImageDecoder.pixel_format": "RGB BGR Grayscale",
	"MoE.activation_type": "relu gelu silu swiglu identity",
	"NegativeLogLikelihoodLoss.reduction": losses,
	"Normalizer.norm": "MAX L1 L2",
	"Pad.mode": "constant reflect edge wrap",
	"QMoE.activation_type": "relu gelu silu swiglu identity",
	"Resize.coordinate_transformation_mode":
		"half_pixel half_pixel_symmetric pytorch_half_pixel align_corners asymmetric tf_half_pixel_for_nn tf_crop_and_resize",
	"Resize.keep_aspect_ratio_policy": "stretch not_larger not_smaller",
	"Resize.mode": "nearest linear cubic",
	"Resize.nearest_mode": "round_prefer_floor round_prefer_ceil floor ceil",
	"RoiAlign.coordinate_transformation_mode": "half_pixel output_half_pixel",
	"RoiAlign.mode": "avg max",
	"ScatterElements.reduction": reductions,
	"ScatterND.reduction": reductions,
	"SoftmaxCrossEntropyLoss.reduction": losses,
	"SpaceToDepth.mode": "DCR CRD",
	"StringNormalizer.case_change_action": "NONE LOWER UPPER",
	"TensorScatter.mode": "linear circular",
	"TfIdfVectorizer.mode": "TF IDF TFIDF",
	"Upsample.mode": "nearest linear",
});

const dataTypes: ReadonlySet<string> = new Set([
	"dtype",
	"output_datatype",
	"output_dtype",
	"softmax_precision",
	"stash_type",
]);

const flags: ReadonlySet<string> = new Set([
	"align_corners",
	"allowzero",
	"antialias",
	"ceil_mode",
	"center_point_box",
	"count_include_pad",
	"detect_negative",
	"detect_positive",
	"exclude_outside",
	"exclusive",
	"fmod",
	"is_causal",
	"keepdims",
	"largest",
	"layout",
	"linear_before_reset",
	"new_axis",
	"noop_with_empty_axes",
	"onesided",
	"periodic",
	"reverse",
	"saturate",
	"select_last_index",
	"sorted",
	"storage_order",
	"training_mode",
	"transA",
	"transB",
	"upper",
]);
