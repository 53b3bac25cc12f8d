export {
	attributeOf,
	floatOf,
	int,
	integerOf,
	integersOf,
	ints,
	textOf,
	withAttributes,
} from "./match/attributes.ts";
export { forward, told } from "./match/forward.ts";
export { bypass, canBypass, int64s, type NewNode, replacement, type TensorLiterals } from "./match/replacement.ts";
export { haveSameShape, sameSizes } from "./match/same-sizes.ts";
export {
	elementAt,
	factAt,
	homeOf,
	isInner,
	isOutput,
	isReadOnlyBy,
	isUsed,
	madeBy,
	makerOf,
	numbersAt,
	rankAt,
	readersOf,
	replaceableOf,
	type Site,
	shapeAt,
	siteOf,
	tensorAt,
} from "./match/site.ts";
export { uniformAt } from "./match/uniform.ts";
