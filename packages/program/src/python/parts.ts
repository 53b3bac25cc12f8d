/** A part in ONNX Runtime. */
export const pythonParts: string = `class OnnxRuntimePart:
    """A model in ONNX Runtime on the CPU."""

    def __init__(self, path):
        import onnxruntime

        onnxruntime.set_default_logger_severity(3)
        self.session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])

    def run(self, tensors):
        wanted = {one.name for one in self.session.get_inputs()}
        names = [one.name for one in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, {k: v for k, v in tensors.items() if k in wanted})))
`;
