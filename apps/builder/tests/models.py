"""The smallest ONNX files, written byte by byte: the builder has no library for ONNX, so neither have its tests.

Protobuf: a field is its number and wire type, then a varint (0) or a length and bytes (2). Numbers: onnx.proto.
"""

from __future__ import annotations


def varint(value: int) -> bytes:
    low = value & 0x7F
    return bytes([low]) if value < 128 else bytes([low | 0x80]) + varint(value >> 7)


def field(number: int, value: int | bytes | str) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def tensor(name: str, sizes: list[int | str], elem_type: int = 1) -> bytes:
    """A ValueInfoProto; a size that is text is symbolic; element type 1 is FLOAT, 7 INT64."""
    dimensions = b"".join(field(1, field(1 if isinstance(size, int) else 2, size)) for size in sizes)
    return field(1, name) + field(2, field(1, field(1, elem_type) + field(2, dimensions)))


def node(operator: str, inputs: list[str], outputs: list[str], name: str) -> bytes:
    return (
        b"".join(field(1, text) for text in inputs)
        + b"".join(field(2, text) for text in outputs)
        + field(3, name)
        + field(4, operator)
    )


def model(nodes: list[bytes], inputs: list[bytes], outputs: list[bytes], opset: int = 17) -> bytes:
    graph = b"".join(
        [field(1, item) for item in nodes]
        + [field(2, "g")]
        + [field(11, item) for item in inputs]
        + [field(12, item) for item in outputs]
    )
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, opset))


RELU = model([node("Relu", ["x"], ["y"], "/act/Relu")], [tensor("x", ["N", 8])], [tensor("y", ["N", 8])])
# Reshape to a shape that is an input: TensorRT calls it a shape tensor and wants its values in the profile.
EXPAND = model(
    [node("Expand", ["x", "s"], ["z"], "/Expand"), node("Relu", ["z"], ["y"], "/Relu")],
    [tensor("x", [1, 1]), tensor("s", [2], 7)],
    [tensor("y", ["a", "b"])],
)
# Two nodes that every TensorRT up to 11 refuses in its static check, which reports them all.
REFUSED = model(
    [node("Relu", ["x"], ["a"], "/Relu"), node("Det", ["a"], ["d"], "/Det"), node("Det", ["x"], ["e"], "/Det_1")],
    [tensor("x", [4, 4])],
    [tensor("d", []), tensor("e", [])],
)
