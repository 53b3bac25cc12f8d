"""Operators of com.microsoft and ai.onnx.ml, one model each, with what ONNX Runtime gives when it runs them.

    .suture/peers/bin/python packages/analysis/tools/generate-contrib-cases.py        see run-models.py

writes packages/analysis/data/contrib-cases.gz, in the form of generate-node-cases.py. Only operators that ONNX Runtime's
CPU package can run. Source of the shapes: onnxruntime 1.31.1.
"""

import gzip
import json
import pathlib
import struct

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

TARGET = pathlib.Path(__file__).resolve().parents[1] / "data" / "contrib-cases.gz"
MOST_NUMBERS = 8

random = np.random.default_rng(0)
scale = np.array(0.1, np.float32)
zero = np.array(128, np.uint8)


def real(*shape: int) -> np.ndarray:
    return random.standard_normal(shape).astype(np.float32)


def whole(*shape: int, below: int = 4, dtype=np.int32) -> np.ndarray:
    return random.integers(0, below, shape).astype(dtype)


def quantized(*shape: int) -> np.ndarray:
    return random.integers(0, 255, shape).astype(np.uint8)


def words(*texts: str) -> np.ndarray:
    return np.array(texts, object)


BATCH, SEQUENCE, HIDDEN, HEADS = 2, 5, 12, 3
X = (BATCH, SEQUENCE, HIDDEN)
Q = (scale, zero)
ML = "ai.onnx.ml"

# Operator, inputs (None: not given), number of outputs, attributes; "domain" among them where it is not com.microsoft.
CASES = [
    ("Attention", [real(*X), real(HIDDEN, 3 * HIDDEN), real(3 * HIDDEN)], 1, {"num_heads": HEADS}),
    (
        "Attention",
        [real(*X), real(HIDDEN, 3 * HIDDEN), real(3 * HIDDEN), None, real(2, BATCH, HEADS, 4, 4)],
        2,
        {"num_heads": HEADS, "unidirectional": 1},
    ),
    ("MultiHeadAttention", [real(*X), real(BATCH, 7, HIDDEN), real(BATCH, 7, HIDDEN)], 1, {"num_heads": HEADS}),
    (
        "MultiHeadAttention",
        [real(*X), real(*X), real(*X), None, None, None, real(BATCH, HEADS, 4, 4), real(BATCH, HEADS, 4, 4)],
        3,
        {"num_heads": HEADS},
    ),
    (
        "GroupQueryAttention",
        [
            *(real(BATCH, SEQUENCE, 24), real(BATCH, SEQUENCE, 8), real(BATCH, SEQUENCE, 8)),
            *(real(BATCH, 1, 0, 8), real(BATCH, 1, 0, 8)),
            *(np.full((BATCH,), SEQUENCE - 1, np.int32), np.array(SEQUENCE, np.int32)),
        ],
        3,
        {"num_heads": 3, "kv_num_heads": 1},
    ),
    (
        "QAttention",
        [quantized(*X), quantized(HIDDEN, 3 * HIDDEN), real(3 * HIDDEN), scale, scale, None, zero, zero],
        1,
        {"num_heads": HEADS},
    ),
    ("SkipLayerNormalization", [real(*X), real(*X), real(HIDDEN), real(HIDDEN), real(HIDDEN)], 4, {}),
    ("SkipSimplifiedLayerNormalization", [real(*X), real(*X), real(HIDDEN)], 4, {}),
    (
        "EmbedLayerNormalization",
        [
            *(whole(BATCH, SEQUENCE), whole(BATCH, SEQUENCE, below=2)),
            *(real(20, HIDDEN), real(20, HIDDEN), real(2, HIDDEN), real(HIDDEN), real(HIDDEN)),
            whole(BATCH, SEQUENCE, below=2),
        ],
        3,
        {},
    ),
    ("SimplifiedLayerNormalization", [real(2, 3, 4), real(4)], 1, {"domain": "", "axis": -1, "stash_type": 1}),
    ("FastGelu", [real(*X), real(HIDDEN)], 1, {}),
    ("BiasGelu", [real(*X), real(HIDDEN)], 1, {}),
    ("Gelu", [real(2, 3)], 1, {}),
    ("QuickGelu", [real(2, 3)], 1, {}),
    ("FusedMatMul", [real(2, 3, 4), real(2, 5, 4)], 1, {"transB": 1}),
    ("FusedMatMul", [real(2, 4, 3), real(2, 4, 5)], 1, {"transA": 1}),
    ("FusedMatMul", [real(3, 2, 4), real(2, 4, 5)], 1, {"transBatchA": 1}),
    ("TransposeMatMul", [real(3, 4), real(3, 5)], 1, {"transA": 1}),
    ("FusedGemm", [real(3, 4), real(4, 5), real(5)], 1, {"activation": "Relu"}),
    ("QGemm", [quantized(3, 4), *Q, quantized(4, 5), *Q], 1, {}),
    ("QGemm", [quantized(3, 4), *Q, quantized(5, 4), *Q, None, *Q], 1, {"transB": 1}),
    ("DynamicQuantizeMatMul", [real(2, 3, 4), quantized(4, 5), *Q], 1, {}),
    ("MatMulIntegerToFloat", [quantized(2, 3, 4), quantized(4, 5), scale, scale, zero, zero], 1, {}),
    ("MatMulNBits", [real(2, 3, 32), quantized(16, 2, 8), real(16, 2)], 1, {"K": 32, "N": 16, "block_size": 16, "bits": 4}),
    ("MatMulBnb4", [real(2, 32), quantized(256), real(32)], 1, {"K": 32, "N": 16, "block_size": 16, "quant_type": 1}),
    ("MoE", [real(4, 8), real(4, 2), real(2, 16, 8), None, real(2, 8, 16)], 1, {"k": 1}),
    ("CDist", [real(3, 4), real(5, 4)], 1, {"metric": "euclidean"}),
    ("FusedConv", [real(1, 3, 8, 8), real(6, 3, 3, 3)], 1, {"activation": "Relu", "pads": [1] * 4, "strides": [2, 2]}),
    ("QLinearConv", [quantized(1, 8, 8, 3), *Q, quantized(6, 3, 3, 3), *Q, *Q], 1, {"channels_last": 1, "pads": [1] * 4}),
    ("QLinearAveragePool", [quantized(1, 3, 7, 7), *Q, *Q], 1, {"kernel_shape": [3, 3], "strides": [2, 2]}),
    (
        "QLinearAveragePool",
        [quantized(1, 7, 7, 3), *Q, *Q],
        1,
        {"kernel_shape": [3, 3], "strides": [2, 2], "channels_last": 1},
    ),
    ("QLinearGlobalAveragePool", [quantized(1, 3, 5, 5), *Q, *Q], 1, {"channels_last": 0}),
    ("QLinearGlobalAveragePool", [quantized(1, 5, 5, 3), *Q, *Q], 1, {"channels_last": 1}),
    ("NhwcMaxPool", [quantized(1, 8, 8, 3)], 1, {"kernel_shape": [2, 2], "strides": [2, 2]}),
    ("MaxpoolWithMask", [real(1, 1, 6, 6), whole(1, 1, 6, 6, below=2)], 1, {"kernel_shape": [2, 2], "strides": [2, 2]}),
    ("CropAndResize", [real(1, 3, 8, 8), real(2, 4), whole(2, below=1), np.array([4, 5], np.int32)], 1, {}),
    ("GridSample", [real(1, 2, 4, 4), real(1, 3, 5, 2)], 1, {}),
    ("QLinearAdd", [quantized(2, 3, 4), *Q, quantized(4), *Q, *Q], 1, {}),
    ("QLinearMul", [quantized(2, 3, 4), *Q, quantized(3, 1), *Q, *Q], 1, {}),
    ("QLinearWhere", [np.array([[True], [False]]), quantized(2, 3), *Q, quantized(3), *Q, *Q], 1, {}),
    ("QLinearConcat", [*Q, quantized(2, 3), *Q, quantized(2, 4), *Q], 1, {"axis": 1}),
    ("QLinearSigmoid", [quantized(2, 3), *Q, *Q], 1, {}),
    ("QLinearLeakyRelu", [quantized(2, 3), *Q, *Q], 1, {}),
    ("QLinearSoftmax", [quantized(2, 6), *Q, *Q], 1, {"opset": 13}),
    ("RotaryEmbedding", [real(*X), np.zeros((BATCH, SEQUENCE), np.int64), real(10, 2), real(10, 2)], 1, {"num_heads": HEADS}),
    ("GatherBlockQuantized", [quantized(6, 16), np.array([1, 3]), real(6, 2)], 1, {"block_size": 16, "bits": 4}),
    ("GatherND", [real(2, 3, 4), np.array([[0, 1], [1, 2]])], 1, {}),
    ("Inverse", [real(2, 3, 3)], 1, {}),
    ("Trilu", [real(2, 3, 3)], 1, {}),
    ("ExpandDims", [real(2, 3), np.array(1, np.int32)], 1, {}),
    ("Pad", [real(2, 3), np.array([1, 0, 2, 0])], 1, {}),
    ("UnfoldTensor", [real(2, 10)], 1, {"dim": -1, "size": 4, "step": 2}),
    ("Range", [np.array(0, np.int32), np.array(5, np.int32), np.array(2, np.int32)], 1, {}),
    ("Unique", [real(5)], 3, {}),
    ("MurmurHash3", [whole(4)], 1, {}),
    ("NGramRepeatBlock", [whole(2, 5, dtype=np.int64), real(2, 9)], 1, {"ngram_size": 2}),
    ("DynamicTimeWarping", [real(4, 6)], 1, {}),
    (
        "WordConvEmbedding",
        [whole(4, 9), real(6, 1, 3, 5), real(6), real(20, 5)],
        1,
        {"char_embedding_size": 5, "conv_window_size": 3, "embedding_size": 6},
    ),
    (
        "Tokenizer",
        [words("ab cd", "e")],
        1,
        {"mark": 0, "pad_value": "#", "separators": [" "], "mincharnum": 1},
    ),
    ("LabelEncoder", [words("a", "b")], 1, {"domain": ML, "keys_strings": ["a"], "values_int64s": [1]}),
    ("OneHotEncoder", [np.array([[1], [2]])], 1, {"domain": ML, "cats_int64s": [1, 2, 3]}),
    ("Scaler", [real(2, 3)], 1, {"domain": ML, "offset": [0.0] * 3, "scale": [1.0] * 3}),
    (
        "LinearClassifier",
        [real(4, 3)],
        2,
        {"domain": ML, "coefficients": [1.0] * 9, "intercepts": [0.0] * 3, "classlabels_ints": [0, 1, 2]},
    ),
    ("LinearRegressor", [real(4, 3)], 1, {"domain": ML, "coefficients": [1.0] * 3, "intercepts": [0.0], "targets": 1}),
    ("ArrayFeatureExtractor", [real(4, 3), np.array([0, 2])], 1, {"domain": ML}),
    ("FeatureVectorizer", [real(4, 3), real(4, 2)], 1, {"domain": ML, "inputdimensions": [3, 2]}),
    ("Normalizer", [real(4, 3)], 1, {"domain": ML, "norm": "L2"}),
    ("Imputer", [real(4, 3)], 1, {"domain": ML, "imputed_value_floats": [1.0], "replaced_value_float": 0.0}),
    ("Binarizer", [real(4, 3)], 1, {"domain": ML, "threshold": 0.0}),
]


def main() -> None:
    index, models, at = [], [], 0
    for operator, inputs, outputs, attributes in CASES:
        model, values = run(operator, inputs, outputs, dict(attributes))
        data = model.SerializeToString(deterministic=True)
        expected = [described(value) for value in values]
        index.append({"name": operator, "at": at, "length": len(data), "outputs": expected})
        models.append(data)
        at += len(data)
    text = json.dumps(index, separators=(",", ":")).encode()
    TARGET.write_bytes(gzip.compress(struct.pack("<I", len(text)) + text + b"".join(models), 9, mtime=0))
    print(f"{len(index)} cases, {TARGET.stat().st_size:,} bytes compressed")


def run(operator: str, inputs: list, outputs: int, attributes: dict) -> tuple:
    names = [f"i{i}" if value is not None else "" for i, value in enumerate(inputs)]
    given = {name: value for name, value in zip(names, inputs, strict=True) if name}
    results = [f"o{i}" for i in range(outputs)]
    domain = attributes.pop("domain", "com.microsoft")
    node = helper.make_node(operator, names, results, domain=domain, **attributes)
    infos = [helper.make_tensor_value_info(name, element_type(value), value.shape) for name, value in given.items()]
    graph = helper.make_graph([node], operator, infos, [onnx.ValueInfoProto(name=name) for name in results])
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1), helper.make_opsetid(ML, 2)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    values = ort.InferenceSession(model.SerializeToString()).run(None, given)
    for name, value in given.items():
        if value.dtype.kind in "iu" and value.size <= MOST_NUMBERS:
            model.graph.initializer.append(numpy_helper.from_array(value, name))
    return model, values


def element_type(value: np.ndarray) -> int:
    return TensorProto.STRING if value.dtype == object else helper.np_dtype_to_tensor_dtype(value.dtype)


def described(value: np.ndarray) -> dict:
    element = "string" if value.dtype == object else TensorProto.DataType.Name(element_type(value)).lower()
    return {"element": element, "shape": list(value.shape)}


main()
