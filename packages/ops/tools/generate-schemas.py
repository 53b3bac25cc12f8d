"""Writes what src/ knows about operators, from the onnx and onnxruntime packages and data/plugins.json.

    python3 -m venv .suture/peers && .suture/peers/bin/pip install onnx==1.23.2 onnxruntime==1.31.1
    .suture/peers/bin/python packages/ops/tools/generate-schemas.py

The same packages give the same bytes.
"""

import shutil
from importlib.metadata import version
from pathlib import Path

from schemas.documentation import chapters
from schemas.onnx_source import onnx_schemas
from schemas.onnxruntime_source import onnxruntime_schemas
from schemas.plugin_source import plugin_schemas
from schemas.structure import structure

PACKAGE = Path(__file__).parents[1]
ONNX = f"onnx {version('onnx')}, Apache-2.0"
ONNXRUNTIME = f"onnxruntime {version('onnxruntime')}, MIT"


def main() -> None:
    from_onnx = onnx_schemas()
    schemas = from_onnx + onnxruntime_schemas(from_onnx) + plugin_schemas()
    origins = {domain: origin(domain) for domain in sorted({schema.domain for schema in schemas})}
    (PACKAGE / "data" / "operators.json").write_text(structure(schemas, origins))
    write_chapters(chapters(schemas))
    print(f"{len(schemas)} schemas of {len({(s.domain, s.name) for s in schemas})} operators in {len(origins)} domains")


def origin(domain: str) -> str:
    if domain == "trt.plugins":
        return "data/plugins.json, from NVIDIA/TensorRT, Apache-2.0"
    return ONNXRUNTIME if domain.startswith("com.microsoft") or domain == "onnxruntime" else ONNX


def write_chapters(found: dict[str, str]) -> None:
    folder = PACKAGE / "data" / "documentation"
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in found.items():
        file = folder / f"{name}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (PACKAGE / "src" / "documentation-chapters.gen.ts").write_text(loaders(sorted(found)))


def loaders(names: list[str]) -> str:
    """A table of literal import() calls: Vite makes a chunk of each, Node reads the file."""
    lines = [
        f'\t"{name}": () => import("../data/documentation/{name}.json", {{ with: {{ type: "json" }} }}),' for name in names
    ]
    return (
        "// Written by tools/generate-schemas.py.\n"
        'import type { Chapter } from "./documentation-chapter.ts";\n\n'
        "/** Loads one chapter of the documentation; see tools/schemas/documentation.py for what is in which. */\n"
        "export const chapters: Readonly<Record<string, () => Promise<{ readonly default: Chapter }>>> = {\n"
        + "\n".join(lines)
        + "\n};\n"
    )


if __name__ == "__main__":
    main()
