"""A tree of arrays as two things safetensors can hold: named arrays, and text that says how they nest.

The text is JSON. A number, string, boolean or null stands for itself, a list for a list; everything else is an
object with one key::

    {"array": name}   {"tuple": [item, …]}   {"dict": [[key, item], …]}   {"float": "inf" | "-inf" | "nan"}
"""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograph.errors import DataError
from autograph.frontend import Tensor

Arrays = dict[str, NDArray[Any]]

#: The header entry of safetensors that is no array.
RESERVED = "__metadata__"


class Malformed(Exception):
    """The text is not one that `flatten` writes."""


def flatten(tree: object) -> tuple[Arrays, str]:
    """The arrays of `tree` by their path (`model.conv1.weight`), and the text from which `unflatten` rebuilds it."""
    arrays: Arrays = {}
    try:
        return arrays, json.dumps(_encode(tree, (), arrays), allow_nan=False)
    except RecursionError as error:
        raise DataError(
            "cannot save a tree that is nested too deeply", hint="make sure that no list or dict contains itself"
        ) from error


def unflatten(text: str, arrays: dict[str, Any]) -> object:
    """The tree `flatten` was given, with its arrays taken from `arrays`; raises Malformed."""
    try:
        return _decode(json.loads(text), arrays)
    except (ValueError, RecursionError) as error:
        raise Malformed(str(error)) from error


def _encode(value: object, path: tuple[str, ...], arrays: Arrays) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case float() if not isinstance(value, np.generic):
            return value if math.isfinite(value) else {"float": repr(value)}
        case np.ndarray() | np.generic() | Tensor():
            return {"array": _add(np.asarray(value), path, arrays)}
        case list() if type(value) is list:
            return [_encode(item, (*path, str(i)), arrays) for i, item in enumerate(value)]
        case tuple() if type(value) is tuple:
            return {"tuple": [_encode(item, (*path, str(i)), arrays) for i, item in enumerate(value)]}
        case dict():
            return {"dict": [[_key(key, path), _encode(value[key], (*path, str(key)), arrays)] for key in value]}
    raise DataError(
        f"cannot save a {type(value).__name__} at {'.'.join(path) or 'the top of the tree'}",
        hint="save dicts, lists and tuples of arrays, numbers, strings and None, e.g. model.state_dict()",
    )


def _add(array: NDArray[Any], path: tuple[str, ...], arrays: Arrays) -> str:
    name = taken = ".".join(path) or "array"
    if (array.dtype.kind not in "biuf" or array.dtype.itemsize > 8) and array.dtype.name != "bfloat16":
        raise DataError(
            f"cannot save an array of dtype {array.dtype} at {name}",
            hint="convert it to a bool, integer or float dtype first, e.g. x.astype('float32')",
        )
    number = 1
    while name in arrays or name == RESERVED:  # {"a.b": x, "a": {"b": y}} names two arrays alike
        number += 1
        name = f"{taken}#{number}"
    arrays[name] = array.astype(array.dtype.newbyteorder("="), order="C", copy=False)
    return name


def _key(key: object, path: tuple[str, ...]) -> str | int:
    if isinstance(key, (str, int)) and not isinstance(key, bool):
        return key
    raise DataError(
        f"cannot save the key {key!r} of the dict at {'.'.join(path) or 'the top of the tree'}",
        hint="use strings or integers as keys",
    )


def _decode(item: object, arrays: dict[str, Any]) -> object:
    match item:
        case None | bool() | int() | float() | str():
            return item
        case list():
            return [_decode(child, arrays) for child in item]
        case {"array": str(name)} if name in arrays:
            return arrays[name]
        case {"tuple": list(children)}:
            return tuple(_decode(child, arrays) for child in children)
        case {"dict": list(pairs)}:
            return dict(_pair(pair, arrays) for pair in pairs)
        case {"float": "inf" | "-inf" | "nan" as text}:
            return float(text)
    raise Malformed(f"unexpected item {item!r}")


def _pair(pair: object, arrays: dict[str, Any]) -> tuple[str | int, object]:
    match pair:
        case [str() | int() as key, child]:
            return key, _decode(child, arrays)
    raise Malformed(f"unexpected dict entry {pair!r}")
