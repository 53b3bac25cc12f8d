/** Tensors in memory, and the shapes of the tables that follow. */
export const cppTensors: string = `struct Tensor {
    std::string type;  // as ONNX says it: float, int64, bool
    std::vector<int64_t> dims;
    std::vector<char> bytes;

    int64_t elements() const {
        int64_t count = 1;
        for (int64_t size : dims) count *= size;
        return count;
    }
};

using Tensors = std::map<std::string, Tensor>;

struct Part {
    std::string role;
    std::string file;
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
};

struct Wanted {
    std::string name;
    std::string type;
    std::vector<int64_t> dims;
};

static size_t width(const std::string& type) {
    if (type == "double" || type == "int64" || type == "uint64") return 8;
    if (type == "float" || type == "int32" || type == "uint32") return 4;
    if (type == "float16" || type == "bfloat16" || type == "int16" || type == "uint16") return 2;
    return 1;
}

static void fail(const std::string& reason) { throw std::runtime_error(reason); }

template <typename From, typename To>
static void convertAs(const Tensor& from, Tensor& to) {
    const From* source = reinterpret_cast<const From*>(from.bytes.data());
    To* target = reinterpret_cast<To*>(to.bytes.data());
    for (int64_t i = 0; i < from.elements(); ++i) target[i] = static_cast<To>(source[i]);
}

// The tensor in the type that an engine takes. Older TensorRT calls int64 int32.
static Tensor converted(const Tensor& from, const std::string& type) {
    if (from.type == type) return from;
    Tensor to{type, from.dims, std::vector<char>(static_cast<size_t>(from.elements()) * width(type))};
    if (from.type == "int64" && type == "int32") convertAs<int64_t, int32_t>(from, to);
    else if (from.type == "int32" && type == "int64") convertAs<int32_t, int64_t>(from, to);
    else if (from.type == "double" && type == "float") convertAs<double, float>(from, to);
    else if (from.type == "float" && type == "double") convertAs<float, double>(from, to);
    else if (from.type == "bool" && type == "int32") convertAs<uint8_t, int32_t>(from, to);
    else if (from.type == "int32" && type == "bool") convertAs<int32_t, uint8_t>(from, to);
    else fail("A tensor of " + from.type + " can't become " + type + ".");
    return to;
}
`;
