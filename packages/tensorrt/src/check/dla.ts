/** Operators that end as layers which NVIDIA's guide lists for the DLA (TensorRT 8.5, "Working with DLA", layer support and
 *  restrictions), and those that leave no layer. */
const onDla: ReadonlySet<string> = new Set(
	`Add AveragePool BatchNormalization Clip Concat Constant Conv ConvTranspose Div Dropout Equal Flatten GlobalAveragePool
	GlobalMaxPool Greater Identity LRN LeakyRelu Less Max MaxPool Min Mul PRelu Pow ReduceMax Relu Reshape Resize Sigmoid Slice
	Softmax Split Squeeze Sub Sum Tanh Transpose Unsqueeze Upsample QuantizeLinear DequantizeLinear`
		.trim()
		.split(/\s+/),
);

/** Whether the DLA may run an operator; single nodes may still break one of its limits on sizes. */
export function isOnDla(operator: string): boolean {
	return onDla.has(operator);
}
