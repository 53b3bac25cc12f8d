/** The engine in TensorRT: by tensor names from 8.5 on, by bindings before. */
export const cppEngine: string = String.raw`#if WITH_TENSORRT
#define TRT_VERSION (NV_TENSORRT_MAJOR * 100 + NV_TENSORRT_MINOR)

static void cudaCheck(cudaError_t code) {
    if (code != cudaSuccess) fail(std::string("CUDA: ") + cudaGetErrorString(code));
}

struct Logger : nvinfer1::ILogger {
    void log(Severity severity, const char* message) noexcept override {
        if (severity <= Severity::kWARNING) std::cerr << message << "\n";
    }
};

class DeviceBuffer {
public:
    DeviceBuffer() = default;
    DeviceBuffer(const DeviceBuffer&) = delete;
    DeviceBuffer& operator=(const DeviceBuffer&) = delete;
    ~DeviceBuffer() { cudaFree(pointer_); }

    void* reserve(size_t size) {
        if (size == 0) size = 1;
        if (size > size_) {
            cudaFree(pointer_);
            pointer_ = nullptr;
            size_ = 0;
            cudaCheck(cudaMalloc(&pointer_, size));
            size_ = size;
        }
        return pointer_;
    }

    void* pointer() const { return pointer_; }

private:
    void* pointer_ = nullptr;
    size_t size_ = 0;
};

static std::string typeName(nvinfer1::DataType type) {
    switch (type) {
        case nvinfer1::DataType::kFLOAT: return "float";
        case nvinfer1::DataType::kHALF: return "float16";
        case nvinfer1::DataType::kINT8: return "int8";
        case nvinfer1::DataType::kINT32: return "int32";
        case nvinfer1::DataType::kBOOL: return "bool";
#if TRT_VERSION >= 805
        case nvinfer1::DataType::kUINT8: return "uint8";
#endif
#if NV_TENSORRT_MAJOR >= 10
        case nvinfer1::DataType::kINT64: return "int64";
        case nvinfer1::DataType::kBF16: return "bfloat16";
#endif
        default: fail("The engine has a tensor of a type that this program does not know."); return "";
    }
}

static nvinfer1::Dims toDims(const std::vector<int64_t>& sizes) {
    nvinfer1::Dims dims{};
    if (sizes.size() > nvinfer1::Dims::MAX_DIMS) fail("A tensor has too many axes for TensorRT.");
    dims.nbDims = static_cast<int32_t>(sizes.size());
    for (size_t i = 0; i < sizes.size(); ++i) dims.d[i] = static_cast<decltype(dims.d[0] + 0)>(sizes[i]);
    return dims;
}

static std::vector<int64_t> fromDims(const nvinfer1::Dims& dims) {
    return std::vector<int64_t>(dims.d, dims.d + std::max(dims.nbDims, 0));
}

static bool isOpen(const std::vector<int64_t>& sizes) { return std::any_of(sizes.begin(), sizes.end(), [](int64_t size) { return size < 0; }); }

#if TRT_VERSION >= 805
// Memory for an output of which the size follows from the data.
struct OutputAllocator : nvinfer1::IOutputAllocator {
    DeviceBuffer* buffer = nullptr;
    std::vector<int64_t> dims;

    void* allocate(uint64_t size) noexcept {
        try {
            return buffer->reserve(size);
        } catch (const std::exception&) {
            return nullptr;
        }
    }
#if NV_TENSORRT_MAJOR < 10
    void* reallocateOutput(const char*, void*, uint64_t size, uint64_t) noexcept override { return allocate(size); }
#else
    void* reallocateOutputAsync(const char*, void*, uint64_t size, uint64_t, cudaStream_t) override { return allocate(size); }
#endif
    void notifyShape(const char*, const nvinfer1::Dims& shape) noexcept override { dims = fromDims(shape); }
};
#endif

// A plugin library with entry points for the registry is opened by the registry (8.6 and later), any other registers itself.
static void loadPlugins(const std::string& library) {
    void* handle = dlopen(library.c_str(), RTLD_NOW | RTLD_GLOBAL);
    if (handle == nullptr) fail("The plugin library " + library + " can't be loaded: " + dlerror());
#if TRT_VERSION >= 806
    if (dlsym(handle, "getCreators") != nullptr || dlsym(handle, "getPluginCreators") != nullptr)
        getPluginRegistry()->loadLibrary(library.c_str());
#endif
}

class Engine {
public:
    Engine(std::string path, std::string planPath) : path_(std::move(path)), planPath_(std::move(planPath)) {
        initLibNvInferPlugins(&logger_, "");
        for (const std::string& library : kLibraries) loadPlugins(library);
        cudaCheck(cudaStreamCreate(&stream_));
    }

    ~Engine() { cudaStreamDestroy(stream_); }

    Tensors run(const Tensors& known) {
        if (!engine_) open(known);
#if TRT_VERSION >= 805
        return runByName(known);
#else
        return runByBinding(known);
#endif
    }

private:
    void open(const Tensors& known) {
        std::vector<char> plan = isStale() ? std::vector<char>() : read(planPath_);
        if (plan.empty()) {
            plan = build(known);
            std::ofstream(planPath_, std::ios::binary).write(plan.data(), static_cast<std::streamsize>(plan.size()));
        }
        runtime_.reset(nvinfer1::createInferRuntime(logger_));
        engine_.reset(runtime_->deserializeCudaEngine(plan.data(), plan.size()));
        if (!engine_) fail(planPath_ + " was not built by this TensorRT on this GPU: delete it, and it is built again.");
        context_.reset(engine_->createExecutionContext());
        if (!context_) fail("The engine could not be made ready; is there enough memory on the GPU?");
    }

    // Whether there is no engine yet, or one of an older model.
    bool isStale() const {
        std::error_code none;
        const auto built = std::filesystem::last_write_time(planPath_, none);
        return none || built < std::filesystem::last_write_time(path_, none);
    }

    static std::vector<char> read(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return std::vector<char>(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }

    // Built for the sizes of the inputs at hand.
    std::vector<char> build(const Tensors& known) {
        std::unique_ptr<nvinfer1::IBuilder> builder(nvinfer1::createInferBuilder(logger_));
#if NV_TENSORRT_MAJOR >= 10
        const uint32_t flags = 0;
#else
        const uint32_t flags = 1U << static_cast<uint32_t>(nvinfer1::NetworkDefinitionCreationFlag::kEXPLICIT_BATCH);
#endif
        std::unique_ptr<nvinfer1::INetworkDefinition> network(builder->createNetworkV2(flags));
        std::unique_ptr<nvonnxparser::IParser> parser(nvonnxparser::createParser(*network, logger_));
        if (!parser->parseFromFile(path_.c_str(), static_cast<int>(nvinfer1::ILogger::Severity::kWARNING))) {
            fail(path_ + " is refused; what TensorRT said stands above.");
        }
        std::unique_ptr<nvinfer1::IBuilderConfig> config(builder->createBuilderConfig());
        nvinfer1::IOptimizationProfile* profile = builder->createOptimizationProfile();
        bool isDynamic = false;
        for (int32_t i = 0; i < network->getNbInputs(); ++i) {
            nvinfer1::ITensor* input = network->getInput(i);
            const Tensor& tensor = known.at(input->getName());
            if (input->isShapeTensor()) {
                isDynamic = true;
                setShapeValues(*profile, input->getName(), tensor);
            } else if (isOpen(fromDims(input->getDimensions()))) {
                isDynamic = true;
                for (auto which : {nvinfer1::OptProfileSelector::kMIN, nvinfer1::OptProfileSelector::kOPT, nvinfer1::OptProfileSelector::kMAX}) {
                    profile->setDimensions(input->getName(), which, toDims(tensor.dims));
                }
            }
        }
        if (isDynamic) config->addOptimizationProfile(profile);
        std::cerr << "Building the engine; this can take minutes.\n";
        std::unique_ptr<nvinfer1::IHostMemory> plan(builder->buildSerializedNetwork(*network, *config));
        if (!plan) fail("TensorRT could not build the engine; what it said stands above.");
        const char* data = static_cast<const char*>(plan->data());
        return std::vector<char>(data, data + plan->size());
    }

    static void setShapeValues(nvinfer1::IOptimizationProfile& profile, const char* name, const Tensor& tensor) {
#if NV_TENSORRT_MAJOR >= 11
        const Tensor numbers = converted(tensor, "int64");
        const auto* values = reinterpret_cast<const int64_t*>(numbers.bytes.data());
#else
        const Tensor numbers = converted(tensor, "int32");
        const auto* values = reinterpret_cast<const int32_t*>(numbers.bytes.data());
#endif
        const int32_t count = static_cast<int32_t>(numbers.elements());
        for (auto which : {nvinfer1::OptProfileSelector::kMIN, nvinfer1::OptProfileSelector::kOPT, nvinfer1::OptProfileSelector::kMAX}) {
#if NV_TENSORRT_MAJOR >= 11
            if (!profile.setShapeValuesV2(name, which, values, count)) fail(std::string("TensorRT does not take these sizes for ") + name);
#else
            if (!profile.setShapeValues(name, which, values, count)) fail(std::string("TensorRT does not take these sizes for ") + name);
#endif
        }
    }

    Tensor upload(const Tensors& known, const std::string& name, nvinfer1::DataType type) {
        auto found = known.find(name);
        if (found == known.end()) fail("The engine wants " + name + ", which no part makes.");
        Tensor tensor = converted(found->second, typeName(type));
        void* pointer = buffers_[name].reserve(tensor.bytes.size());
        if (!tensor.bytes.empty()) cudaCheck(cudaMemcpyAsync(pointer, tensor.bytes.data(), tensor.bytes.size(), cudaMemcpyHostToDevice, stream_));
        return tensor;
    }

    void download(const std::string& name, Tensor& tensor) {
        tensor.bytes.resize(static_cast<size_t>(tensor.elements()) * width(tensor.type));
        if (!tensor.bytes.empty()) cudaCheck(cudaMemcpyAsync(tensor.bytes.data(), buffers_[name].pointer(), tensor.bytes.size(), cudaMemcpyDeviceToHost, stream_));
    }

#if TRT_VERSION >= 805
    Tensors runByName(const Tensors& known) {
        Tensors inputs, outputs;
        std::map<std::string, OutputAllocator> allocators;
        const int32_t count = engine_->getNbIOTensors();
        for (int32_t i = 0; i < count; ++i) {
            const char* name = engine_->getIOTensorName(i);
            if (engine_->getTensorIOMode(name) != nvinfer1::TensorIOMode::kINPUT) continue;
            Tensor& tensor = inputs[name] = upload(known, name, engine_->getTensorDataType(name));
            if (!context_->setInputShape(name, toDims(tensor.dims))) fail(std::string("The engine does not take these sizes of ") + name + ": delete " + planPath_ + ".");
            const bool isOnHost = engine_->getTensorLocation(name) == nvinfer1::TensorLocation::kHOST;
            context_->setTensorAddress(name, isOnHost ? static_cast<void*>(tensor.bytes.data()) : buffers_[name].pointer());
        }
        for (int32_t i = 0; i < count; ++i) {
            const char* name = engine_->getIOTensorName(i);
            if (engine_->getTensorIOMode(name) != nvinfer1::TensorIOMode::kOUTPUT) continue;
            Tensor& tensor = outputs[name] = Tensor{typeName(engine_->getTensorDataType(name)), fromDims(context_->getTensorShape(name)), {}};
            if (engine_->getTensorLocation(name) == nvinfer1::TensorLocation::kHOST) {
                tensor.bytes.resize(static_cast<size_t>(tensor.elements()) * width(tensor.type));
                context_->setTensorAddress(name, tensor.bytes.data());
            } else if (isOpen(tensor.dims)) {
                OutputAllocator& allocator = allocators[name];
                allocator.buffer = &buffers_[name];
                context_->setOutputAllocator(name, &allocator);
            } else {
                context_->setTensorAddress(name, buffers_[name].reserve(static_cast<size_t>(tensor.elements()) * width(tensor.type)));
            }
        }
        if (!context_->enqueueV3(stream_)) fail("The engine failed; what TensorRT said stands above.");
        cudaCheck(cudaStreamSynchronize(stream_));
        for (auto& output : outputs) {
            auto allocator = allocators.find(output.first);
            if (allocator != allocators.end()) {
                output.second.dims = allocator->second.dims;
                context_->setOutputAllocator(output.first.c_str(), nullptr);
            }
            if (engine_->getTensorLocation(output.first.c_str()) == nvinfer1::TensorLocation::kDEVICE) download(output.first, output.second);
        }
        cudaCheck(cudaStreamSynchronize(stream_));
        return outputs;
    }
#else
    Tensors runByBinding(const Tensors& known) {
        Tensors inputs, outputs;
        const int32_t count = engine_->getNbBindings();
        std::vector<void*> pointers(static_cast<size_t>(count));
        for (int32_t i = 0; i < count; ++i) {
            if (!engine_->bindingIsInput(i)) continue;
            const char* name = engine_->getBindingName(i);
            Tensor& tensor = inputs[name] = upload(known, name, engine_->getBindingDataType(i));
            if (engine_->isShapeBinding(i)) context_->setInputShapeBinding(i, reinterpret_cast<const int32_t*>(tensor.bytes.data()));
            if (!context_->setBindingDimensions(i, toDims(tensor.dims))) fail(std::string("The engine does not take these sizes of ") + name + ": delete " + planPath_ + ".");
            pointers[static_cast<size_t>(i)] = buffers_[name].pointer();
        }
        for (int32_t i = 0; i < count; ++i) {
            if (engine_->bindingIsInput(i)) continue;
            const char* name = engine_->getBindingName(i);
            Tensor& tensor = outputs[name] = Tensor{typeName(engine_->getBindingDataType(i)), fromDims(context_->getBindingDimensions(i)), {}};
            pointers[static_cast<size_t>(i)] = buffers_[name].reserve(static_cast<size_t>(tensor.elements()) * width(tensor.type));
        }
        if (!context_->enqueueV2(pointers.data(), stream_, nullptr)) fail("The engine failed; what TensorRT said stands above.");
        for (auto& output : outputs) download(output.first, output.second);
        cudaCheck(cudaStreamSynchronize(stream_));
        return outputs;
    }
#endif

    std::string path_, planPath_;
    Logger logger_;
    cudaStream_t stream_ = nullptr;
    std::unique_ptr<nvinfer1::IRuntime> runtime_;
    std::unique_ptr<nvinfer1::ICudaEngine> engine_;
    std::unique_ptr<nvinfer1::IExecutionContext> context_;
    std::map<std::string, DeviceBuffer> buffers_;
};
#endif
`;
