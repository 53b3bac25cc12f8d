"""What a parsed network looks like from outside, and the sizes its inputs are built for."""

from __future__ import annotations

from .request import Request
from .stop import BadRequest


def inputs_of(network: object) -> list:
    return [network.get_input(index) for index in range(network.num_inputs)]


def describe_tensor(tensor: object) -> dict:
    return {"name": tensor.name, "dtype": tensor.dtype.name, "shape": shape_of(tensor)}


def shape_of(tensor: object) -> list[int] | None:
    """-1 is an unknown size, None an unknown rank (which makes TensorRT's Dims raise)."""
    try:
        return list(tensor.shape)
    except ValueError:
        return None


def profiles(request: Request, network: object) -> list[dict]:
    """For each profile, the sizes of each input that needs them, those not asked for being assumed as 1, like trtexec does."""
    inputs = {tensor.name: tensor for tensor in inputs_of(network)}
    for profile in request.profiles:
        for name in profile:
            if name not in inputs:
                raise BadRequest("input/unknown", f'The network has no input "{name}".', inputs, "profile")
    needy = [name for name, tensor in inputs.items() if tensor.is_shape_tensor or -1 in (shape_of(tensor) or [])]
    asked = request.profiles or ([{}] if needy else [])
    return [
        {name: sizes_for(inputs[name], profile.get(name)) for name in inputs if name in needy or name in profile}
        for profile in asked
    ]


def sizes_for(tensor: object, asked: dict | None) -> dict:
    """A shape tensor's profile holds its values, any other one's its dimensions."""
    shape = shape_of(tensor) or []
    if tensor.is_shape_tensor:
        ones = [1] * (abs(shape[0]) if shape else 1)
    else:
        ones = [1 if size == -1 else size for size in shape]
    chosen = asked or {"min": ones, "opt": ones, "max": ones}
    return {**chosen, "shapeTensor": tensor.is_shape_tensor, "assumed": asked is None}
