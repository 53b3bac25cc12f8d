/** Inputs, the run itself, times, the check. */
export const cppMain: string = String.raw`struct Options {
    std::string folder = ".", image, save, check;
    std::map<std::string, std::string> inputs;
    std::map<std::string, std::vector<int64_t>> shapes;
    int runs = 10;
    double tolerance = 1e-3;
};

static std::pair<std::string, std::string> pairOf(const std::string& word) {
    const size_t at = word.rfind('=');
    if (at == std::string::npos) fail(word + " is not NAME=VALUE.");
    return {word.substr(0, at), word.substr(at + 1)};
}

static Options readOptions(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (i + 1 == count) fail(word + " is no option, or what it wants is missing.");
        const std::string value = words[++i];
        if (word == "--folder") options.folder = value;
        else if (word == "--image") options.image = value;
        else if (word == "--save") options.save = value;
        else if (word == "--check") options.check = value;
        else if (word == "--runs") options.runs = std::atoi(value.c_str());
        else if (word == "--tolerance") options.tolerance = std::atof(value.c_str());
        else if (word == "--input") options.inputs.insert(pairOf(value));
        else if (word == "--shape") {
            const auto pair = pairOf(value);
            std::istringstream sizes(pair.second);
            for (std::string size; std::getline(sizes, size, 'x');) options.shapes[pair.first].push_back(std::atoll(size.c_str()));
        } else fail(word + " is no option.");
    }
    return options;
}

// Numbers between 0 and 1, whole ones 0 or 1; an open size is 1 if it comes first, else 64.
static Tensor randomInput(const Wanted& wanted, const Options& options, std::mt19937& generator) {
    Tensor tensor{wanted.type, wanted.dims, {}};
    for (size_t i = 0; i < tensor.dims.size(); ++i) if (tensor.dims[i] < 0) tensor.dims[i] = i == 0 ? 1 : 64;
#if HAS_IMAGE
    if (wanted.name == kImageName) {
        tensor.dims[tensor.dims.size() - 2] = kHeight;
        tensor.dims[tensor.dims.size() - 1] = kWidth;
    }
#endif
    const auto shape = options.shapes.find(wanted.name);
    if (shape != options.shapes.end()) tensor.dims = shape->second;
    tensor.bytes.resize(static_cast<size_t>(tensor.elements()) * width(tensor.type));
    std::uniform_real_distribution<float> numbers(0, 1);
    for (int64_t i = 0; i < tensor.elements(); ++i) {
        if (tensor.type == "float") reinterpret_cast<float*>(tensor.bytes.data())[i] = numbers(generator);
        else if (tensor.type == "double") reinterpret_cast<double*>(tensor.bytes.data())[i] = numbers(generator);
        else if (tensor.type == "float16") reinterpret_cast<uint16_t*>(tensor.bytes.data())[i] = generator() % 0x3c00;
        else tensor.bytes[static_cast<size_t>(i) * width(tensor.type)] = static_cast<char>(generator() % 2);
    }
    return tensor;
}

static Tensors gatherInputs(const Options& options) {
    Tensors tensors;
    std::mt19937 generator(0);
    for (const Wanted& wanted : kInputs) {
        Tensor tensor = randomInput(wanted, options, generator);
        const auto file = options.inputs.find(wanted.name);
        if (file != options.inputs.end()) {
            std::ifstream stream(file->second, std::ios::binary);
            stream.read(tensor.bytes.data(), static_cast<std::streamsize>(tensor.bytes.size()));
            if (!stream || stream.peek() != EOF) fail(file->second + " has not the size of " + wanted.name + "; give its sizes with --shape.");
        }
#if HAS_IMAGE
        if (!options.image.empty() && wanted.name == kImageName) tensor = imageTensor(options.image, wanted.dims.size());
#endif
        tensors[wanted.name] = std::move(tensor);
    }
    return tensors;
}

static double valueAt(const Tensor& tensor, int64_t i) {
    const char* data = tensor.bytes.data();
    if (tensor.type == "float") return reinterpret_cast<const float*>(data)[i];
    if (tensor.type == "double") return reinterpret_cast<const double*>(data)[i];
    if (tensor.type == "int64") return static_cast<double>(reinterpret_cast<const int64_t*>(data)[i]);
    if (tensor.type == "int32") return reinterpret_cast<const int32_t*>(data)[i];
    if (width(tensor.type) == 1) return data[i];
    fail("Tensors of " + tensor.type + " can't be compared.");
    return 0;
}

// The largest difference, as a part of the largest magnitude.
static double difference(const Tensor& wanted, const Tensor& found) {
    if (wanted.dims != found.dims) return INFINITY;
    double largest = 1e-12, error = 0;
    for (int64_t i = 0; i < wanted.elements(); ++i) {
        const double left = valueAt(wanted, i), right = valueAt(found, i);
        if (std::isfinite(left)) largest = std::max(largest, std::fabs(left));
        if (left != right && !(std::isnan(left) && std::isnan(right))) {
            const double apart = std::fabs(left - right);
            error = std::max(error, std::isnan(apart) ? INFINITY : apart);
        }
    }
    return error / largest;
}

static bool check(const Options& options, const Tensors& inputs, const Tensors& known) {
#if WITH_ONNXRUNTIME
    bool isSame = true;
    for (const auto& output : OnnxRuntimePart(options.check).run(inputs)) {
        const auto found = known.find(output.first);
        const double apart = found == known.end() ? INFINITY : difference(output.second, found->second);
        isSame = isSame && apart <= options.tolerance;
        std::printf("  %s: %s, %.3g of the largest value\n", output.first.c_str(), apart <= options.tolerance ? "same" : "DIFFERENT", apart);
    }
    return isSame;
#else
    (void)options, (void)inputs, (void)known, (void)difference;
    fail("--check needs ONNX Runtime: build with -DONNXRUNTIME_ROOT.");
    return false;
#endif
}

static void save(const Options& options, const Tensors& known) {
    int number = 0;
    for (const Wanted& wanted : kOutputs) {
        const std::string& name = wanted.name;
        const auto found = known.find(name);
        if (found == known.end()) continue;
        const std::string path = options.save + "/output" + std::to_string(number++) + ".bin";
        std::ofstream(path, std::ios::binary).write(found->second.bytes.data(), static_cast<std::streamsize>(found->second.bytes.size()));
        std::printf("%s -> %s\n", name.c_str(), path.c_str());
    }
}

static bool isInEngine(const Part& part) { return WITH_TENSORRT && part.role == "engine"; }

static int run(const Options& options) {
    const Tensors inputs = gatherInputs(options);
#if WITH_TENSORRT
    Engine engine(options.folder + "/engine.onnx", options.folder + "/engine.plan");
#endif
#if WITH_ONNXRUNTIME
    std::map<std::string, std::unique_ptr<OnnxRuntimePart>> others;
    for (const Part& part : kParts) {
        if (!isInEngine(part)) others[part.role] = std::make_unique<OnnxRuntimePart>(options.folder + "/" + part.file);
    }
#endif
    Tensors known;
    std::map<std::string, std::vector<double>> times;
    for (int round = 0; round <= options.runs; ++round) {
        known = inputs;
        for (const Part& part : kParts) {
            const auto start = std::chrono::steady_clock::now();
            Tensors made;
#if WITH_TENSORRT
            if (isInEngine(part)) made = engine.run(known);
#endif
#if WITH_ONNXRUNTIME
            if (!isInEngine(part)) made = others.at(part.role)->run(known);
#endif
            for (auto& tensor : made) known[tensor.first] = std::move(tensor.second);
            const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
            if (round > 0) times[part.role].push_back(took.count());
        }
    }
    for (const Wanted& wanted : kOutputs) {
        const std::string& name = wanted.name;
        const auto found = known.find(name);
        if (found == known.end()) continue;
        // TensorRT before 10 gives int32 for int64.
        found->second = converted(found->second, wanted.type);
        std::printf("%s: %s [", name.c_str(), found->second.type.c_str());
        for (size_t i = 0; i < found->second.dims.size(); ++i) std::printf("%s%lld", i > 0 ? ", " : "", static_cast<long long>(found->second.dims[i]));
        std::printf("]\n");
    }
    for (auto& part : times) {
        std::sort(part.second.begin(), part.second.end());
        std::printf("%s: %.2f ms\n", part.first.c_str(), part.second[part.second.size() / 2]);
    }
    if (!options.save.empty()) save(options, known);
    return options.check.empty() || check(options, inputs, known) ? 0 : 1;
}

int main(int count, char** words) {
    try {
        std::printf("%s\n", kTitle);
        return run(readOptions(count, words));
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 2;
    }
}
`;
