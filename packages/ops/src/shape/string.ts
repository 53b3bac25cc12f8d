import { integers, texts } from "../call/attributes.ts";
import type { ShapeFunction } from "../call/call.ts";
import { shapeOf } from "../call/inputs.ts";
import { shapedLike, tensor } from "../call/outputs.ts";

/** StringNormalizer: [C] or [1, C]; stop words leave fewer. */
export const stringNormalizer: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	if ((texts(call, "stopwords") ?? []).length === 0) return [tensor(shape)];
	return [tensor(shape && [...shape.slice(0, -1), undefined])];
};

/** StringSplit: a new last axis as long as the longest split, and how many parts each string gave. */
export const stringSplit: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	return [tensor(shape && [...shape, undefined]), shapedLike(call, 0)];
};

/** TfIdfVectorizer: the last axis becomes as long as the largest n-gram index says. */
export const tfIdfVectorizer: ShapeFunction = (call) => {
	const shape = shapeOf(call, 0);
	const indexes = integers(call, "ngram_indexes") ?? [];
	const length = indexes.length === 0 ? undefined : Math.max(...indexes) + 1;
	return [tensor(shape && [...shape.slice(0, -1), length])];
};
