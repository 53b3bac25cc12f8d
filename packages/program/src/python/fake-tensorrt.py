"""TensorRT's Python package, as far as programs use it, with ONNX Runtime in place of an engine: 8.4, 8.6, 10.6 or 11.1 by argv[1].

It has what the bindings of that release have and nothing else (NVIDIA/TensorRT, python/src/infer/pyCore.cpp of the release's branch),
and is as strict: unknown names raise, what is asynchronous happens when the stream is waited for, freed memory is gone."""
import ctypes
import enum
import json
import runpy
import sys
import types

import numpy as np
import onnx
import onnxruntime

VERSION = sys.argv[1]
MAJOR, MINOR = (int(part) for part in VERSION.split("."))
BY_NAME = (MAJOR, MINOR) >= (8, 5)

memory, stream = {}, []


class FakeCuda:
    """libcudart with the host's memory."""

    def cudaStreamCreate(self, stream_pointer):
        stream_pointer._obj.value = 77
        return 0

    def cudaMalloc(self, pointer, size):
        buffer = ctypes.create_string_buffer(size.value)
        pointer._obj.value = ctypes.addressof(buffer)
        memory[pointer._obj.value] = buffer
        return 0

    def cudaFree(self, pointer):
        del memory[pointer.value]
        return 0

    def cudaMemcpyAsync(self, to, source, size, kind, on):
        assert on.value == 77 and kind.value in (1, 2)
        device = to.value if kind.value == 1 else source.value
        assert len(memory[device]) >= size.value, "a copy beyond what was allocated"
        stream.append(lambda: ctypes.memmove(to.value, source.value, size.value))
        return 0

    def cudaStreamSynchronize(self, on):
        assert on.value == 77
        while stream:
            stream.pop(0)()
        return 0


ctypes.CDLL = lambda name: FakeCuda()

DataType = enum.Enum(
    "DataType", ["FLOAT", "HALF", "INT8", "INT32", "BOOL"] + (["UINT8"] if BY_NAME else []) + (["INT64", "BF16"] if MAJOR >= 10 else [])
)
TYPES = {"FLOAT": "float32", "HALF": "float16", "INT8": "int8", "INT32": "int32", "BOOL": "bool", "UINT8": "uint8", "INT64": "int64"}


class Tensor:
    """An input or output of a model."""

    def __init__(self, info):
        self.name = info.name
        kind = info.type.tensor_type
        self.declared = onnx.helper.tensor_dtype_to_np_dtype(kind.elem_type)
        taken = "int32" if MAJOR < 10 and self.declared == np.int64 else str(self.declared)
        self.dtype = next(one for one in DataType if TYPES.get(one.name) == taken)
        self.dims = [dim.dim_param or dim.dim_value for dim in kind.shape.dim]
        self.shape = tuple(-1 if isinstance(dim, str) else dim for dim in self.dims)
        self.is_shape_tensor = False


class Network:
    pass


class Builder:
    def __init__(self, logger):
        assert isinstance(logger, Logger)

    def create_network(self, flags=0):
        if MAJOR < 10:
            assert flags == 1, "EXPLICIT_BATCH is needed"
        else:
            assert flags == 0
        return Network()

    def create_builder_config(self):
        return Config()

    def create_optimization_profile(self):
        return Profile()

    def build_serialized_network(self, network, config):
        profile = config.profiles[0].ranges if config.profiles else {}
        for tensor in network.inputs:
            if -1 in tensor.shape and tensor.name not in profile:
                return None
        return json.dumps({"path": network.path, "profile": profile, "flags": config.flags, "version": VERSION}).encode()


class Config:
    def __init__(self):
        self.profiles, self.flags = [], []
        if (MAJOR, MINOR) >= (8, 4):
            self.set_memory_pool_limit = lambda pool, size: None

    def set_flag(self, flag):
        self.flags.append(flag.name)

    def add_optimization_profile(self, profile):
        self.profiles.append(profile)


class Profile:
    def __init__(self):
        self.ranges = {}

    def set_shape(self, name, least, best, most):
        assert len(least) == len(best) == len(most)
        self.ranges[name] = [list(least), list(best), list(most)]


class OnnxParser:
    num_errors = 0

    def __init__(self, network, logger):
        self.network = network

    def parse_from_file(self, path):
        model = onnx.load(path).graph
        weights = {one.name for one in model.initializer}
        self.network.path = path
        self.network.inputs = [Tensor(one) for one in model.input if one.name not in weights]
        self.network.num_inputs = len(self.network.inputs)
        self.network.get_input = lambda i: self.network.inputs[i]
        return True


class Runtime:
    def __init__(self, logger):
        pass

    def deserialize_cuda_engine(self, plan):
        made = json.loads(plan)
        return Engine(made) if made["version"] == VERSION else None


class Engine:
    def __init__(self, plan):
        model = onnx.load(plan["path"]).graph
        weights = {one.name for one in model.initializer}
        self._inputs = [Tensor(one) for one in model.input if one.name not in weights]
        self._outputs = [Tensor(one) for one in model.output]
        self._all = {one.name: one for one in [*self._inputs, *self._outputs]}
        self._plan = plan
        names = list(self._all)
        if BY_NAME:
            self.num_io_tensors = len(names)
            self.get_tensor_name = lambda i: names[i]
            self.get_tensor_mode = lambda name: TensorIOMode.INPUT if self._all[name] in self._inputs else TensorIOMode.OUTPUT
            self.get_tensor_dtype = lambda name: self._all[name].dtype
            self.get_tensor_location = lambda name: TensorLocation.DEVICE
        if MAJOR < 10:
            self.num_bindings = len(names)
            self.get_binding_name = lambda i: names[i]
            self.binding_is_input = lambda i: i < len(self._inputs)
            self.get_binding_dtype = lambda i: self._all[names[i]].dtype
            self.is_shape_binding = lambda i: False

    def create_execution_context(self):
        return Context(self)


class Context:
    def __init__(self, engine):
        self._engine, self._shapes, self._addresses, self._allocators = engine, {}, {}, {}
        self._session = onnxruntime.InferenceSession(engine._plan["path"], providers=["CPUExecutionProvider"])
        names = list(engine._all)
        if BY_NAME:
            self.set_input_shape = self._set_shape
            self.get_tensor_shape = self._shape
            self.set_tensor_address = self._set_address
            self.set_output_allocator = self._set_allocator
            self.execute_async_v3 = self._execute
        if MAJOR < 10:
            self.set_binding_shape = lambda i, shape: self._set_shape(names[i], shape)
            self.get_binding_shape = lambda i: self._shape(names[i])
            self.execute_async_v2 = lambda bindings, stream_handle: self._execute_bindings(names, bindings, stream_handle)

    def _set_shape(self, name, shape):
        tensor = self._engine._all[name]
        assert isinstance(shape, tuple)
        least, _, most = self._engine._plan["profile"].get(name, [tensor.shape] * 3)
        if len(shape) != len(least) or any(not low <= size <= high for low, size, high in zip(least, shape, most)):
            return False
        self._shapes[name] = shape
        return True

    def _sizes(self):
        sizes = {}
        for tensor in self._engine._inputs:
            assert tensor.name in self._shapes, "an input without a shape"
            sizes.update(zip(tensor.dims, self._shapes[tensor.name]))
        return sizes

    def _shape(self, name):
        sizes = self._sizes()
        return tuple(sizes.get(dim, -1) if isinstance(dim, str) else dim for dim in self._engine._all[name].dims)

    def _set_address(self, name, address):
        assert address in memory
        self._addresses[name] = address
        return True

    def _set_allocator(self, name, allocator):
        assert isinstance(allocator, IOutputAllocator)
        self._allocators[name] = allocator
        return True

    def _execute_bindings(self, names, bindings, handle):
        assert len(bindings) == len(names)
        for name, address in zip(names, bindings):
            self._set_address(name, address)
        return self._execute(handle)

    def _execute(self, handle):
        assert handle == 77
        missing = [name for name in self._engine._all if name not in self._addresses and name not in self._allocators]
        assert not missing, f"no address for {missing}"
        stream.append(self._compute)
        if self._allocators:
            while stream:  # sizes are only known once all before has run
                stream.pop(0)()
        return True

    def _compute(self):
        given = {}
        for tensor in self._engine._inputs:
            dtype, shape = np.dtype(TYPES[tensor.dtype.name]), self._shapes[tensor.name]
            count = int(np.prod(shape))
            held = memory[self._addresses[tensor.name]]
            given[tensor.name] = np.frombuffer(held, dtype, count).reshape(shape).astype(tensor.declared)
        for tensor, found in zip(self._engine._outputs, self._session.run([one.name for one in self._engine._outputs], given)):
            found = np.ascontiguousarray(found, TYPES[tensor.dtype.name])
            address = self._addresses.get(tensor.name)
            if tensor.name in self._allocators:
                allocator = self._allocators[tensor.name]
                if MAJOR >= 10:
                    address = allocator.reallocate_output_async(tensor.name, 0, found.nbytes, 256, 77)
                else:
                    address = allocator.reallocate_output(tensor.name, 0, found.nbytes, 256)
                allocator.notify_shape(tensor.name, found.shape)
            assert len(memory[address]) >= found.nbytes, "an output without room"
            ctypes.memmove(address, found.ctypes.data, found.nbytes)


class Logger:
    ERROR, WARNING, INFO, VERBOSE = range(4)

    def __init__(self, level):
        pass


def nptype(dtype):
    raise AttributeError("module 'numpy' has no attribute 'bool'")  # what it is in 8.0 to 8.5 with numpy from 1.24 on


trt = types.ModuleType("tensorrt")
trt.__version__ = f"{VERSION}.0"
for one in (DataType, Builder, OnnxParser, Runtime, Logger, nptype):
    setattr(trt, one.__name__, one)
trt.NetworkDefinitionCreationFlag = enum.IntEnum("NetworkDefinitionCreationFlag", {"EXPLICIT_BATCH": 0} if MAJOR < 11 else {"STRONGLY_TYPED": 0})
trt.BuilderFlag = enum.Enum("BuilderFlag", ["TF32"] + (["FP16"] if MAJOR < 11 else []))
trt.init_libnvinfer_plugins = lambda logger, namespace: True
if BY_NAME:
    TensorIOMode = trt.TensorIOMode = enum.Enum("TensorIOMode", ["NONE", "INPUT", "OUTPUT"])
    TensorLocation = trt.TensorLocation = enum.Enum("TensorLocation", ["DEVICE", "HOST"])
    IOutputAllocator = trt.IOutputAllocator = type("IOutputAllocator", (), {})
sys.modules["tensorrt"] = trt
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
