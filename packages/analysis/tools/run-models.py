"""What every tensor of a model is when ONNX Runtime runs it, and how much the peers' inference knows.

    python3 -m venv .suture/peers && .suture/peers/bin/pip install onnx==1.23.2 onnxruntime==1.31.1 sympy==1.14.0
    .suture/peers/bin/python packages/analysis/tools/run-models.py [FIXTURE …]
    .suture/peers/bin/python packages/analysis/tools/run-models.py MODEL.onnx --run "x=1x3x64x64" --run "x=2x3x96x128"

The second form is for any model: one --run for each run, inputs separated by blanks; n:16000 gives a scalar its number.
Writes .suture/oracle-shapes/<model>.json for compare-models.ts. Needs onnx 1.23, onnxruntime 1.31 and sympy; some minutes, most of them in the peers.
"""

import argparse
import json
import pathlib
import time

import numpy as np
import onnx
import onnxruntime as ort

ROOT = pathlib.Path(__file__).resolve().parents[3]
MODELS = ROOT / ".suture" / "fixtures"
RESULTS = ROOT / ".suture" / "oracle-shapes"

# Sizes that the named axes of inputs get in two runs; both runs of a model without named axes differ in their numbers only.
SIZES = [
    {"n": 1, "s": 7, "h": 128, "w": 256, "s77": 1},
    {"n": 3, "s": 12, "h": 256, "w": 384, "s77": 2},
]
FLOATS = {onnx.TensorProto.FLOAT: np.float32, onnx.TensorProto.INT64: np.int64}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models", nargs="*")
    parser.add_argument("--run", action="append", default=[])
    given = parser.parse_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    paths = [MODELS / f"{one}.onnx" if "/" not in one else pathlib.Path(one) for one in given.models]
    for path in paths or sorted(MODELS.glob("*.onnx")):
        model = onnx.load(path)
        del model.graph.value_info[:]
        runs = [run(model, sizes, seed) for seed, sizes in enumerate([parsed(one) for one in given.run] or SIZES)]
        result = {"runs": runs, "peers": {"onnx": infer_onnx(model), "onnxruntime": infer_onnxruntime(model)}}
        (RESULTS / f"{path.stem}.json").write_text(json.dumps(result))
        print(path.stem, [len(one["tensors"]) for one in runs], result["peers"], flush=True)


def parsed(text: str) -> dict:
    """Sizes or the number of each input of a run."""
    found = {}
    for part in text.split():
        name, sizes = part.rsplit(":" if ":" in part and "=" not in part else "=", 1)
        found[name] = [int(size) for size in sizes.split("x") if size] if "=" in part else int(sizes)
    return found


def run(original: onnx.ModelProto, sizes: dict, seed: int) -> dict:
    model = onnx.ModelProto()
    model.CopyFrom(original)
    del model.graph.output[:]
    names = [name for node in original.graph.node for name in node.output if name]
    model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    give_grids_as_float(model)
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 4
    session = ort.InferenceSession(model.SerializeToString(), options)
    feeds = {one.name: feed(one, sizes, np.random.default_rng(seed)) for one in inputs_of(original)}
    tensors = {}
    for name, value in zip(names, session.run(names, feeds), strict=True):
        tensors[name] = described(value)
    return {"inputs": {name: list(value.shape) for name, value in feeds.items()}, "tensors": tensors}


def give_grids_as_float(model: onnx.ModelProto) -> None:
    """ONNX Runtime's GridSample has no kernel for a grid of doubles, which ONNX allows and deformable_detr has."""
    nodes = []
    for node in model.graph.node:
        if node.op_type == "GridSample":
            grid = node.input[1]
            nodes.append(onnx.helper.make_node("Cast", [grid], [f"{grid}.{len(nodes)}"], to=onnx.TensorProto.FLOAT))
            node.input[1] = nodes[-1].output[0]
        nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def inputs_of(model: onnx.ModelProto) -> list:
    constants = {one.name for one in model.graph.initializer}
    return [one for one in model.graph.input if one.name not in constants]


def feed(info: onnx.ValueInfoProto, sizes: dict, random: np.random.Generator) -> np.ndarray:
    tensor = info.type.tensor_type
    given = sizes.get(info.name)
    if isinstance(given, int):
        return np.array(given, onnx.helper.tensor_dtype_to_np_dtype(tensor.elem_type))
    shape = given if given is not None else [dim.dim_value if dim.HasField("dim_value") else sizes[dim.dim_param] for dim in tensor.shape.dim]
    if tensor.elem_type == onnx.TensorProto.FLOAT:
        return random.standard_normal(shape).astype(np.float32)
    if info.name == "mask":
        mask = np.ones(shape, np.int64)
        mask[..., -2:] = 0
        return mask
    return random.integers(1, 5, shape).astype(onnx.helper.tensor_dtype_to_np_dtype(tensor.elem_type))


def described(value) -> dict:
    if isinstance(value, list):
        return {"sequence": [described(one) for one in value]}
    found = {"dtype": str(value.dtype), "shape": list(value.shape)}
    if value.size <= 64 and value.dtype.kind in "iub":
        found["value"] = [int(one) for one in value.reshape(-1)]
    return found


def infer_onnx(model: onnx.ModelProto) -> dict:
    start = time.perf_counter()
    try:
        inferred = onnx.shape_inference.infer_shapes(model, data_prop=True)
    except Exception as error:  # noqa: BLE001 - whatever the peer does is the answer
        return {"failed": str(error)[:200]}
    return counted(inferred, time.perf_counter() - start)


def infer_onnxruntime(model: onnx.ModelProto) -> dict:
    from onnxruntime.tools.symbolic_shape_infer import SymbolicShapeInference

    start = time.perf_counter()
    try:
        inferred = SymbolicShapeInference.infer_shapes(model, auto_merge=True, guess_output_rank=True)
    except Exception as error:  # noqa: BLE001
        return {"failed": str(error)[:200]}
    return counted(inferred, time.perf_counter() - start)


def counted(model: onnx.ModelProto, seconds: float) -> dict:
    types = {one.name: one.type.tensor_type for one in [*model.graph.value_info, *model.graph.output]}
    rank = static = sizes = 0
    for node in model.graph.node:
        for name in node.output:
            tensor = types.get(name)
            if tensor is None or not tensor.HasField("shape"):
                continue
            rank += 1
            known = [dim for dim in tensor.shape.dim if dim.HasField("dim_value")]
            sizes += len(known)
            static += len(known) == len(tensor.shape.dim)
    return {"rank": rank, "static": static, "staticSizes": sizes, "seconds": round(seconds, 3)}


main()
