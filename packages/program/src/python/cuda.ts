/** CUDA's runtime by ctypes: memory, copies, a stream. */
export const pythonCuda: string = `class Cuda:
    """What is needed of CUDA's runtime library."""

    TO_DEVICE, TO_HOST = 1, 2

    def __init__(self):
        self.library = self.load()
        self.stream = ctypes.c_void_p()
        self.call("cudaStreamCreate", ctypes.byref(self.stream))

    @staticmethod
    def load():
        names = [ctypes.util.find_library("cudart"), "libcudart.so", "libcudart.so.13", "libcudart.so.12", "libcudart.so.11.0"]
        names += ["cudart64_13.dll", "cudart64_12.dll", "cudart64_110.dll"]
        # Where pip puts NVIDIA's packages.
        for folder in sys.path:
            names += glob.glob(os.path.join(folder, "nvidia", "cu*", "lib", "libcudart.so*"))
            names += glob.glob(os.path.join(folder, "nvidia", "cuda_runtime", "lib", "libcudart.so*"))
        for name in names:
            if not name:
                continue
            try:
                return ctypes.CDLL(name)
            except OSError:
                continue
        raise SystemExit("CUDA's runtime library (libcudart) is not found: install CUDA, or add its folder to LD_LIBRARY_PATH.")

    def call(self, name, *arguments):
        code = getattr(self.library, name)(*arguments)
        if code != 0:
            self.library.cudaGetErrorString.restype = ctypes.c_char_p
            raise SystemExit(f"{name} failed: {self.library.cudaGetErrorString(code).decode()}")

    def allocate(self, size):
        pointer = ctypes.c_void_p()
        self.call("cudaMalloc", ctypes.byref(pointer), ctypes.c_size_t(max(size, 1)))
        return pointer.value

    def free(self, pointer):
        self.call("cudaFree", ctypes.c_void_p(pointer))

    def upload(self, pointer, array):
        self.copy(pointer, array.ctypes.data, array.nbytes, self.TO_DEVICE)

    def download(self, array, pointer):
        self.copy(array.ctypes.data, pointer, array.nbytes, self.TO_HOST)

    def copy(self, to, source, size, kind):
        if size > 0:
            arguments = (ctypes.c_void_p(to), ctypes.c_void_p(source), ctypes.c_size_t(size), ctypes.c_int(kind), self.stream)
            self.call("cudaMemcpyAsync", *arguments)

    def wait(self):
        self.call("cudaStreamSynchronize", self.stream)
`;
