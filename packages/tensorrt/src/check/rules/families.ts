/** Operators that the parser imports by one helper. */
const families = {
	activations: `Relu Sigmoid Tanh LeakyRelu Elu Selu Softsign Softplus HardSigmoid ScaledTanh ThresholdedRelu
		ParametricSoftplus`,
	unaries: "Acos Acosh Asin Asinh Atan Atanh Ceil Cos Cosh Erf Exp Floor Log Reciprocal Round Sin Sinh Sqrt Tan",
	arithmetic: "Add Sub Mul Div Max Min Sum Mean Less Greater LessOrEqual GreaterOrEqual",
	logic: "And Or Xor",
	pools: "AveragePool MaxPool LpPool",
	reductions: `ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum
		ReduceSumSquare`,
};

const namesOf = (family: keyof typeof families): readonly string[] => families[family].trim().split(/\s+/);

export const activations: readonly string[] = namesOf("activations");
export const unaries: readonly string[] = namesOf("unaries");
export const arithmetic: readonly string[] = namesOf("arithmetic");
export const logic: readonly string[] = namesOf("logic");
export const pools: readonly string[] = namesOf("pools");
export const reductions: readonly string[] = namesOf("reductions");
