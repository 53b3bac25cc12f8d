"""The node cases of onnx.backend.test as one file, with what their outputs are.

    .suture/oracle/bin/python packages/analysis/tools/generate-node-cases.py

writes packages/analysis/data/node-cases.gz: the length of a JSON index (4 bytes, little-endian), the index, and the models
one behind the other. An input that could be a shape, axes or a scale has its numbers as an initializer too.
Source: onnx 1.23.2, Apache-2.0. The same packages give the same bytes.
"""

import gzip
import json
import pathlib
import struct
import warnings

import numpy as np
import onnx
from onnx import numpy_helper
from onnx.backend.test.case import model as model_cases
from onnx.backend.test.case import node as node_cases

TARGET = pathlib.Path(__file__).resolve().parents[1] / "data" / "node-cases.gz"
MOST_INTEGERS = 64
MOST_FLOATS = 8


def main() -> None:
    warnings.simplefilter("ignore")
    cases = [*node_cases.collect_testcases(None), *model_cases.collect_testcases()]
    index, models, at = [], [], 0
    for case in cases:
        if case.model is None or not case.data_sets:
            continue
        inputs, outputs = case.data_sets[0]
        model = with_constants(case.model, inputs)
        expected = [described(value, info.type) for value, info in zip(outputs, model.graph.output, strict=True)]
        data = model.SerializeToString(deterministic=True)
        index.append({"name": case.name, "at": at, "length": len(data), "outputs": expected})
        models.append(data)
        at += len(data)
    text = json.dumps(index, separators=(",", ":")).encode()
    TARGET.parent.mkdir(exist_ok=True)
    whole = struct.pack("<I", len(text)) + text + b"".join(models)
    TARGET.write_bytes(gzip.compress(whole, 9, mtime=0))
    print(f"{len(index)} cases, {len(whole):,} bytes, {TARGET.stat().st_size:,} compressed")


def with_constants(original: onnx.ModelProto, values: list) -> onnx.ModelProto:
    model = onnx.ModelProto()
    model.CopyFrom(original)
    del model.graph.value_info[:]
    for info, value in zip(model.graph.input, values, strict=False):
        if not info.type.HasField("tensor_type") or isinstance(value, onnx.TensorProto):
            continue
        array = np.asarray(value)
        if is_small(array):
            model.graph.initializer.append(numpy_helper.from_array(array, info.name))
    return model


def is_small(value: np.ndarray) -> bool:
    if value.dtype in (np.int64, np.int32, np.bool_):
        return value.size <= MOST_INTEGERS
    return value.dtype.name in ("bfloat16", "float16", "float32", "float64") and value.size <= MOST_FLOATS and value.ndim <= 1


def described(value, declared: onnx.TypeProto) -> dict:
    """A type as JSON: dtype from what the case declares, shape from its data."""
    if declared.HasField("optional_type"):
        inner = declared.optional_type.elem_type
        return {"optional": described(value, inner) if value is not None else None}
    if declared.HasField("sequence_type"):
        return {"sequence": [described(one, declared.sequence_type.elem_type) for one in value]}
    if declared.HasField("map_type"):
        return {"map": True}
    name = onnx.TensorProto.DataType.Name(declared.tensor_type.elem_type).lower()
    shape = value.dims if isinstance(value, onnx.TensorProto) else np.asarray(value).shape
    return {"element": name, "shape": list(shape)}


main()
