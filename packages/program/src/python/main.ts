/** Inputs, the run itself, times, the check. */
export const pythonMain: string = `def random_input(tensor, sizes, generator):
    """Numbers between 0 and 1, whole ones 0 or 1; a size that is open is 1 if it comes first, else 64, or what is given."""
    dims = [size if isinstance(size, int) else sizes.get(size, 1 if i == 0 else 64) for i, size in enumerate(tensor["dims"])]
    if IMAGE.get("name") == tensor["name"]:
        dims[-2:] = [IMAGE["height"], IMAGE["width"]]
    if tensor["type"] == "string":
        return np.full(dims, "text", dtype=object)
    if tensor["type"].startswith("float"):
        return generator.random(dims).astype(tensor["type"])
    return generator.integers(0, 2, dims).astype(tensor["type"])


def gather_inputs(options):
    given = dict(pair.split("=", 1) for pair in options.input)
    sizes = {name: int(size) for name, size in (pair.split("=", 1) for pair in options.size)}
    generator = np.random.default_rng(options.seed)
    tensors = {}
    for tensor in INPUTS:
        name = tensor["name"]
        if name in given:
            tensors[name] = np.load(given[name]).astype(tensor["type"], copy=False)
        elif options.image and IMAGE.get("name") == name:
            tensors[name] = image_tensor(options.image)
        else:
            tensors[name] = random_input(tensor, sizes, generator)
    return tensors


def shape_ranges(words):
    """name=1x3x64x64, or name=least:best:most."""
    ranges = {}
    for word in words:
        name, text = word.rsplit("=", 1)
        shapes = [tuple(int(size) for size in shape.split("x")) for shape in text.split(":")]
        ranges[name] = shapes * 3 if len(shapes) == 1 else shapes
    return ranges


def open_parts(options):
    opened = []
    for part in PARTS:
        path = HERE / part["file"]
        if part["role"] != "engine" or options.engine_in_onnxruntime:
            opened.append(OnnxRuntimePart(path))
        else:
            opened.append(Engine(path, HERE / "engine.plan", shape_ranges(options.shapes), options.half, options.log))
    return opened


def run_parts(opened, tensors):
    """All tensors by name, and the milliseconds that each part took."""
    known, times = dict(tensors), []
    for part, runner in zip(PARTS, opened):
        start = time.perf_counter()
        known.update(typed(part, runner.run(known)))
        times.append(1000 * (time.perf_counter() - start))
    return known, times


def typed(part, made):
    """What a part made, in the types that the model declares: TensorRT before 10 gives int32 for int64."""
    for tensor in part["outputs"]:
        array = made.get(tensor["name"])
        if array is not None and array.dtype.kind in "biu" and array.dtype != tensor["type"]:
            made[tensor["name"]] = array.astype(tensor["type"])
    return made


def difference(wanted, found):
    """The largest difference, as a part of the largest magnitude; infinite where shapes differ."""
    wanted, found = np.asarray(wanted), np.asarray(found)
    if wanted.shape != found.shape:
        return float("inf")
    if wanted.dtype == object or wanted.size == 0:
        return 0.0 if (wanted == found).all() else float("inf")
    wanted, found = wanted.astype(np.float64), found.astype(np.float64)
    same = (wanted == found) | (np.isnan(wanted) & np.isnan(found))
    if same.all():
        return 0.0
    finite = np.abs(wanted[np.isfinite(wanted)])
    return float(np.abs(wanted - found)[~same].max() / max(finite.max() if finite.size else 0.0, 1e-12))


def check(path, tensors, known, tolerance):
    """Compares with the whole model in ONNX Runtime. Gives the differences by output."""
    whole = OnnxRuntimePart(path).run(tensors)
    found = {}
    for name, wanted in whole.items():
        found[name] = difference(wanted, known[name]) if name in known else float("inf")
        verdict = "same" if found[name] <= tolerance else "DIFFERENT"
        print(f"  {name}: {verdict}, {found[name]:.3g} of the largest value", file=sys.stderr)
    return found


def read_options():
    parser = argparse.ArgumentParser(description=f"Runs {TITLE}.".replace("%", "%%"))
    parser.add_argument("--input", action="append", default=[], metavar="NAME=FILE.npy", help="a tensor; others are random")
    parser.add_argument("--image", help="a picture, where the model takes one")
    parser.add_argument("--size", action="append", default=[], metavar="NAME=NUMBER", help="an open size of random inputs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shapes", nargs="*", default=[], metavar="NAME=LEAST:BEST:MOST", help="sizes that the engine is built for, anew")
    parser.add_argument("--half", action="store_true", help="let TensorRT before 11 use FP16")
    parser.add_argument("--runs", type=int, default=10, help="runs that are timed, after one that is not")
    parser.add_argument("--save", metavar="FILE.npz", help="where outputs are written")
    parser.add_argument("--check", metavar="MODEL.onnx", help="compare with the whole model in ONNX Runtime")
    parser.add_argument("--tolerance", type=float, default=1e-3, help="largest difference that counts as the same")
    parser.add_argument("--engine-in-onnxruntime", action="store_true", help="run the engine's model in ONNX Runtime too")
    parser.add_argument("--log", default="WARNING", choices=["ERROR", "WARNING", "INFO", "VERBOSE"], help="what TensorRT says")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


def main():
    options = read_options()
    tensors = gather_inputs(options)
    opened = open_parts(options)
    known, _ = run_parts(opened, tensors)
    rounds = [run_parts(opened, tensors)[1] for _ in range(max(options.runs, 0))]
    times = {part["role"]: statistics.median(column) for part, column in zip(PARTS, zip(*rounds))}
    outputs = {name: known[name] for name in OUTPUTS if name in known}
    if options.save:
        np.savez(options.save, **outputs)
    differences = check(options.check, tensors, known, options.tolerance) if options.check else {}
    ok = all(one <= options.tolerance for one in differences.values())
    if options.json:
        shapes = {name: list(np.asarray(value).shape) for name, value in outputs.items()}
        finite = {name: one if np.isfinite(one) else None for name, one in differences.items()}
        print(json.dumps({"ok": ok, "milliseconds": times, "outputs": shapes, "differences": finite}))
    else:
        for name, value in outputs.items():
            print(f"{name}: {np.asarray(value).dtype} {list(np.asarray(value).shape)}")
        for role, milliseconds in times.items():
            print(f"{role}: {milliseconds:.2f} ms")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
`;
