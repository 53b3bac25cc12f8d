/** A part in ONNX Runtime; left out where ONNX Runtime is not there. */
export const cppOnnxRuntime: string = `#if WITH_ONNXRUNTIME
#include <onnxruntime_cxx_api.h>

static std::string typeName(ONNXTensorElementDataType type) {
    switch (type) {
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT: return "float";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE: return "double";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16: return "float16";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16: return "bfloat16";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL: return "bool";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8: return "int8";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8: return "uint8";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16: return "int16";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16: return "uint16";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32: return "int32";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32: return "uint32";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64: return "int64";
        case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64: return "uint64";
        default: fail("A part has a tensor of a type that this program does not know."); return "";
    }
}

class OnnxRuntimePart {
public:
    explicit OnnxRuntimePart(const std::string& path) : session_(environment(), nativePath(path).c_str(), Ort::SessionOptions()) {}

    Tensors run(const Tensors& known) {
        Ort::AllocatorWithDefaultOptions allocator;
        Ort::MemoryInfo memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
        std::vector<std::string> inputNames, outputNames;
        std::vector<Tensor> given;
        std::vector<Ort::Value> values;
        for (size_t i = 0; i < session_.GetInputCount(); ++i) {
            inputNames.push_back(session_.GetInputNameAllocated(i, allocator).get());
            auto found = known.find(inputNames.back());
            if (found == known.end()) fail("A part wants " + inputNames.back() + ", which nothing makes.");
            given.push_back(converted(found->second, typeName(elementType(i))));
        }
        for (size_t i = 0; i < given.size(); ++i) {
            Tensor& tensor = given[i];
            values.push_back(Ort::Value::CreateTensor(memory, tensor.bytes.data(), tensor.bytes.size(), tensor.dims.data(), tensor.dims.size(), elementType(i)));
        }
        for (size_t i = 0; i < session_.GetOutputCount(); ++i) outputNames.push_back(session_.GetOutputNameAllocated(i, allocator).get());
        std::vector<Ort::Value> made = session_.Run(Ort::RunOptions{nullptr}, pointers(inputNames).data(), values.data(), values.size(), pointers(outputNames).data(), outputNames.size());
        Tensors outputs;
        for (size_t i = 0; i < made.size(); ++i) {
            auto info = made[i].GetTensorTypeAndShapeInfo();
            Tensor tensor{typeName(info.GetElementType()), info.GetShape(), {}};
            const char* data = static_cast<const char*>(made[i].GetTensorRawData());
            tensor.bytes.assign(data, data + static_cast<size_t>(tensor.elements()) * width(tensor.type));
            outputs[outputNames[i]] = std::move(tensor);
        }
        return outputs;
    }

private:
    static Ort::Env& environment() {
        static Ort::Env env(ORT_LOGGING_LEVEL_ERROR, "program");
        return env;
    }

    // ONNX Runtime takes wide characters on Windows.
    static std::basic_string<ORTCHAR_T> nativePath(const std::string& path) { return std::basic_string<ORTCHAR_T>(path.begin(), path.end()); }

    ONNXTensorElementDataType elementType(size_t input) {
        const Ort::TypeInfo info = session_.GetInputTypeInfo(input);
        return info.GetTensorTypeAndShapeInfo().GetElementType();
    }

    static std::vector<const char*> pointers(const std::vector<std::string>& names) {
        std::vector<const char*> found;
        for (const std::string& name : names) found.push_back(name.c_str());
        return found;
    }

    Ort::Session session_;
};
#elif NEEDS_ONNXRUNTIME || !WITH_TENSORRT
#error "ONNX Runtime runs what TensorRT does not: define WITH_ONNXRUNTIME and give its headers."
#endif
`;
