import type { ShapeFunction } from "../../call/call.ts";
import {
	arrayFeatureExtractor,
	castMap,
	categoryMapper,
	classifier,
	dictVectorizer,
	featureVectorizer,
	labelEncoder,
	oneHotEncoder,
	oneTarget,
	regressor,
	treeEnsemble,
	zipMap,
} from "../classical.ts";
import { sameAsFirst } from "../same-shape.ts";
import { each } from "./each.ts";

/** ai.onnx.ml. */
export const classicalShapes: Readonly<Record<string, ShapeFunction>> = {
	...each("Binarizer Imputer Normalizer Scaler", sameAsFirst),
	ArrayFeatureExtractor: arrayFeatureExtractor,
	CastMap: castMap,
	CategoryMapper: categoryMapper,
	DictVectorizer: dictVectorizer,
	FeatureVectorizer: featureVectorizer,
	LabelEncoder: labelEncoder,
	...each("LinearClassifier SVMClassifier TreeEnsembleClassifier", classifier),
	LinearRegressor: regressor("targets"),
	TreeEnsembleRegressor: regressor("n_targets"),
	SVMRegressor: oneTarget,
	OneHotEncoder: oneHotEncoder,
	TreeEnsemble: treeEnsemble,
	ZipMap: zipMap,
};
