"""What NumPy and PyTorch call things that are called otherwise here: whoever asks by their name is told ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from autograph.errors import UnknownNameError

#: Methods and attributes of tensors.
TENSOR = {
    "view": ".reshape(shape)",
    "permute": ".transpose(axes)",
    "unsqueeze": "ag.expand_dims(x, axis=…), or x[:, None]",
    "contiguous": "the tensor as it is: all are contiguous",
    "cuda": '.to("cuda:0")',
    "cpu": '.to("cpu")',
    "float": ".astype(ag.float32)",
    "double": ".astype(ag.float64)",
    "half": ".astype(ag.float16)",
    "long": ".astype(ag.int64)",
    "int": ".astype(ag.int32)",
    "type": ".astype(dtype)",
    "clone": "the tensor as it is: tensors are immutable",
    "copy": "the tensor as it is: tensors are immutable",
    "pow": "x ** y, or ag.pow(x, y)",
    "matmul": "x @ y",
    "dot": "x @ y",
    "norm": "ag.sqrt(ag.sum(x * x))",
    "relu": "ag.relu(x)",
    "sigmoid": "ag.sigmoid(x)",
    "softmax": "F.softmax(x), of autograph.nn.functional",
    "expand": "ag.broadcast_to(x, shape)",
    "chunk": "ag.split(x, sections)",
    "split": "ag.split(x, sections), which counts sections, or takes where they end",
    "gather": "ag.take_along_axis(x, indices, axis)",
    "masked_fill": "ag.where(mask, value, x)",
    "numel": ".size",
    "dim": ".ndim",
    "requires_grad_": "ag.Parameter(value), or ag.grad(function)",
    "t": ".T",
}
#: Functions of `autograph`.
FUNCTIONS = {
    "array": "ag.asarray",
    "as_tensor": "ag.asarray",
    "from_numpy": "ag.asarray",
    "cat": "ag.concat",
    "concatenate": "ag.concat",
    "transpose": "ag.permute_dims, or x.transpose(axes)",
    "permute": "ag.permute_dims",
    "swapaxes": "x.swapaxes(one, other)",
    "unsqueeze": "ag.expand_dims",
    "clamp": "ag.clip",
    "power": "ag.pow",
    "arcsin": "ag.asin",
    "arccos": "ag.acos",
    "arctan": "ag.atan",
    "arctan2": "ag.atan2",
    "mod": "ag.remainder",
    "dot": "x @ y, ag.vecdot or ag.tensordot",
    "mm": "x @ y",
    "bmm": "x @ y",
    "cumsum": "ag.cumulative_sum",
    "cumprod": "ag.cumulative_prod",
    "gather": "ag.take_along_axis",
    "index_select": "ag.take",
    "scatter": "ag.scatter_add",
    "randn": "ag.random.normal",
    "rand": "ag.random.uniform",
    "randint": "ag.random.randint",
    "manual_seed": "ag.random.seed",
    "jit": "@ag.compile",
    "Function": "ag.Op, or @ag.custom_gradient",
    "float": "ag.float32",
    "int": "ag.int64",
    "inference_mode": "ag.no_grad",
    "invert": "ag.bitwise_invert",
    "absolute": "ag.abs",
    "vstack": "ag.concat, or ag.stack",
    "softmax": "F.softmax, of autograph.nn.functional",
    "log_softmax": "F.log_softmax, of autograph.nn.functional",
    "hstack": "ag.concat, or ag.stack",
}
#: Layers, and what else PyTorch keeps beside them.
LAYERS = {
    "Linear": "nn.Dense",
    "ModuleList": "a list of layers: a Module finds them there",
    "ModuleDict": "a dict of layers: a Module finds them there",
    "ParameterList": "a list of parameters: a Module finds them there",
    "AdaptiveAvgPool2d": "nn.GlobalAvgPool, or F.adaptive_avg_pool2d",
    "Transformer": "nn.MultiHeadAttention, nn.LayerNorm and nn.Dense, as in examples/gpt.py",
}
#: Of `autograph.optim`.
OPTIMIZERS = {"lr_scheduler": "optim.schedules", "clip_grad_norm": "optim.clip_by_norm"}


def unknown(owner: str, name: str, names: Iterable[str], meant: Mapping[str, str]) -> AttributeError:
    """The error for a name that `owner` has not: with what it is called here, if it is only called otherwise."""
    same = {n.casefold(): f"{owner}.{n}" for n in names}
    hint = meant.get(name) or same.get(name.casefold())
    if hint is None:
        return AttributeError(f"module {owner!r} has no attribute {name!r}", name=name)
    return UnknownNameError(f"{owner} has no {name}", hint=f"use {hint}")


class Elsewhere:
    """A method that a tensor has in another library: asking for it tells what to write here."""

    def __init__(self, name: str):
        self._name = name

    def __get__(self, tensor: object, owner: type) -> Any:
        what = f"a tensor has no .{self._name}"
        raise UnknownNameError(what, hint=f"use {TENSOR[self._name]}")
