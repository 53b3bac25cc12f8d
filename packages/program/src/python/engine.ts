/** The engine: built once with TensorRT's Python API, then run by tensor names, or by bindings before 8.5. */
export const pythonEngine: string = String.raw`def load_tensorrt():
    """TensorRT, or TensorRT-RTX where only that is installed."""
    for name in ("tensorrt", "tensorrt_rtx", "tensorrt_rtx_bindings"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise SystemExit("TensorRT's Python package is not installed. Without it: --engine-in-onnxruntime.")


def load_plugins(trt, name):
    """Opens a plugin library: one with entry points for the registry by the registry, any other registers itself."""
    path = HERE / name
    path = str(path) if path.exists() else name
    try:
        library = ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
    except OSError as error:
        raise SystemExit(f"The plugin library {name} can't be loaded: {error}")
    if any(hasattr(library, entry) for entry in ("getCreators", "getPluginCreators")):
        trt.get_plugin_registry().load_library(path)


# Not trt.nptype: before 8.6 it fails with numpy from 1.24 on.
NUMPY_TYPES = {"FLOAT": "float32", "HALF": "float16", "INT8": "int8", "INT32": "int32", "INT64": "int64", "BOOL": "bool", "UINT8": "uint8"}


def numpy_type(name, dtype):
    if dtype.name not in NUMPY_TYPES:
        raise SystemExit(f"{name} has the type {dtype.name}, which numpy does not have: cast it in the model.")
    return np.dtype(NUMPY_TYPES[dtype.name])


class Engine:
    """A TensorRT engine. It is built for the sizes of its first inputs, or for the ranges that are given."""

    def __init__(self, path, plan_path, ranges, half, log_level):
        self.trt = trt = load_tensorrt()
        self.by_name = hasattr(trt, "TensorIOMode")
        self.logger = trt.Logger(getattr(trt.Logger, log_level))
        if hasattr(trt, "init_libnvinfer_plugins"):
            trt.init_libnvinfer_plugins(self.logger, "")
        for name in LIBRARIES:
            load_plugins(trt, name)
        self.path, self.plan_path, self.ranges, self.half = path, plan_path, ranges, half
        self.engine = None
        self.buffers = {}
        self.allocators = {}

    def ready(self, tensors):
        if self.engine is not None:
            return
        if self.is_stale():
            self.plan_path.write_bytes(self.build(tensors))
        runtime = self.trt.Runtime(self.logger)
        self.engine = runtime.deserialize_cuda_engine(self.plan_path.read_bytes())
        if self.engine is None:
            raise SystemExit(f"{self.plan_path} was not built by this TensorRT on this GPU: delete it, and it is built again.")
        self.runtime = runtime
        self.context = self.engine.create_execution_context()
        self.cuda = Cuda()

    def is_stale(self):
        """Whether there is no engine yet, or one of another model, or another one is asked for."""
        asks = bool(self.ranges) or self.half
        return asks or not self.plan_path.exists() or self.plan_path.stat().st_mtime < self.path.stat().st_mtime

    def build(self, tensors):
        trt = self.trt
        builder = trt.Builder(self.logger)
        # Required before 10, without effect in 10, gone in 11.
        explicit = getattr(trt.NetworkDefinitionCreationFlag, "EXPLICIT_BATCH", None)
        is_old = int(trt.__version__.split(".")[0]) < 10
        network = builder.create_network(1 << int(explicit) if explicit is not None and is_old else 0)
        parser = trt.OnnxParser(network, self.logger)
        if not parser.parse_from_file(str(self.path)):
            raise SystemExit("\n".join(str(parser.get_error(i)) for i in range(parser.num_errors)))
        config = builder.create_builder_config()
        if self.half:
            if not hasattr(trt.BuilderFlag, "FP16"):
                raise SystemExit("This TensorRT has no flag for FP16: make the model itself float16.")
            config.set_flag(trt.BuilderFlag.FP16)
        if not hasattr(config, "set_memory_pool_limit"):
            config.max_workspace_size = 1 << 32
        self.add_profile(builder, network, config, tensors)
        print("Building the engine; this can take minutes.", file=sys.stderr)
        plan = builder.build_serialized_network(network, config)
        if plan is None:
            raise SystemExit("TensorRT could not build the engine; what it said stands above.")
        return bytes(plan)

    def add_profile(self, builder, network, config, tensors):
        profile = builder.create_optimization_profile()
        is_dynamic = False
        for i in range(network.num_inputs):
            value = network.get_input(i)
            if value.is_shape_tensor:
                numbers = tensors[value.name].flatten().tolist()
                profile.set_shape_input(value.name, numbers, numbers, numbers)
                is_dynamic = True
            elif -1 in tuple(value.shape):
                least, best, most = self.ranges.get(value.name, [tensors[value.name].shape] * 3)
                profile.set_shape(value.name, least, best, most)
                is_dynamic = True
        if is_dynamic:
            config.add_optimization_profile(profile)

    def run(self, tensors):
        self.ready(tensors)
        return self.run_by_name(tensors) if self.by_name else self.run_by_binding(tensors)

    def buffer(self, name, size):
        pointer, room = self.buffers.get(name, (None, -1))
        if room < size:
            if pointer is not None:
                self.cuda.free(pointer)
            pointer = self.cuda.allocate(size)
            self.buffers[name] = (pointer, size)
        return pointer

    def prepared(self, name, array, wanted):
        """The array as the engine takes it: contiguous, and int32 for what older versions call int64."""
        array = np.asarray(array)
        if array.dtype != wanted and array.dtype.kind in "iu" and wanted.kind in "iu" and array.size > 0:
            bounds = np.iinfo(wanted)
            if array.min() < bounds.min or array.max() > bounds.max:
                raise SystemExit(f"{name} holds numbers that {wanted} has no room for.")
        return np.ascontiguousarray(array, dtype=wanted)

    def run_by_name(self, tensors):
        trt, engine, context = self.trt, self.engine, self.context
        names = [engine.get_tensor_name(i) for i in range(engine.num_io_tensors)]
        inputs = [name for name in names if engine.get_tensor_mode(name) == trt.TensorIOMode.INPUT]
        kept = []  # inputs must live until they are copied
        for name in inputs:
            array = self.prepared(name, tensors[name], numpy_type(name, engine.get_tensor_dtype(name)))
            kept.append(array)
            if not context.set_input_shape(name, tuple(array.shape)):
                raise SystemExit(f"The engine does not take {name} as {list(array.shape)}: delete {self.plan_path.name}, or give --shapes.")
            if engine.get_tensor_location(name) == trt.TensorLocation.HOST:
                context.set_tensor_address(name, array.ctypes.data)
                continue
            pointer = self.buffer(name, array.nbytes)
            self.cuda.upload(pointer, array)
            context.set_tensor_address(name, pointer)
        made, open_outputs = {}, []
        for name in (name for name in names if name not in inputs):
            dtype = numpy_type(name, engine.get_tensor_dtype(name))
            shape = tuple(context.get_tensor_shape(name))
            if engine.get_tensor_location(name) == trt.TensorLocation.HOST:
                made[name] = np.empty([64 if size < 0 else size for size in shape], dtype)
                context.set_tensor_address(name, made[name].ctypes.data)
            elif -1 in shape:
                open_outputs.append(name)
                if name not in self.allocators:
                    self.allocators[name] = self.allocator(name)
                    context.set_output_allocator(name, self.allocators[name])
            else:
                made[name] = np.empty(shape, dtype)
                context.set_tensor_address(name, self.buffer(name, made[name].nbytes))
        if not context.execute_async_v3(self.cuda.stream.value):
            raise SystemExit("The engine failed; what TensorRT said stands above.")
        self.cuda.wait()
        for name in open_outputs:
            made[name] = np.empty(self.allocators[name].shape, numpy_type(name, engine.get_tensor_dtype(name)))
        for name, array in made.items():
            if engine.get_tensor_location(name) == trt.TensorLocation.DEVICE:
                self.cuda.download(array, self.buffers[name][0])
        self.cuda.wait()
        return made

    def allocator(self, name):
        """Memory for an output of which the size follows from the data."""
        outer = self

        class Allocator(self.trt.IOutputAllocator):
            shape = ()

            def reallocate_output(self, tensor_name, memory, size, alignment):
                return outer.buffer(name, size)

            def reallocate_output_async(self, tensor_name, memory, size, alignment, stream):
                return outer.buffer(name, size)

            def notify_shape(self, tensor_name, shape):
                self.shape = tuple(shape)

        return Allocator()

    def run_by_binding(self, tensors):
        trt, engine, context = self.trt, self.engine, self.context
        names = [engine.get_binding_name(i) for i in range(engine.num_bindings)]
        pointers = [0] * len(names)
        kept = []
        for i, name in enumerate(names):
            if not engine.binding_is_input(i):
                continue
            array = self.prepared(name, tensors[name], numpy_type(name, engine.get_binding_dtype(i)))
            kept.append(array)
            if engine.is_shape_binding(i):
                context.set_shape_input(i, array.flatten().tolist())
            if not context.set_binding_shape(i, tuple(array.shape)):
                raise SystemExit(f"The engine does not take {name} as {list(array.shape)}: delete {self.plan_path.name}, or give --shapes.")
            pointers[i] = self.buffer(name, array.nbytes)
            self.cuda.upload(pointers[i], array)
        made = {}
        for i, name in enumerate(names):
            if engine.binding_is_input(i):
                continue
            shape = tuple(context.get_binding_shape(i))
            if -1 in shape:
                raise SystemExit(f"The size of {name} follows from the data: that takes TensorRT 8.5, or a split in front of what makes it.")
            made[name] = np.empty(shape, numpy_type(name, engine.get_binding_dtype(i)))
            pointers[i] = self.buffer(name, made[name].nbytes)
        if not context.execute_async_v2(pointers, self.cuda.stream.value):
            raise SystemExit("The engine failed; what TensorRT said stands above.")
        for i, name in enumerate(names):
            if not engine.binding_is_input(i):
                self.cuda.download(made[name], pointers[i])
        self.cuda.wait()
        return made
`;
