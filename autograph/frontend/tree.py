"""Nested tuples, lists, dicts and dataclasses as flat lists of leaves, and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

Rebuild = Callable[[Iterator[Any]], Any]


def flatten(tree: Any) -> tuple[list[Any], Rebuild]:
    """The leaves in order, and a function that builds the same tree from an iterator of other leaves."""
    if dataclasses.is_dataclass(tree) and not isinstance(tree, type):
        fields = [f.name for f in dataclasses.fields(tree) if f.init]
        leaves, rebuild = flatten([getattr(tree, name) for name in fields])
        return leaves, lambda values: type(tree)(**dict(zip(fields, rebuild(values))))
    if isinstance(tree, dict):
        leaves, rebuild = flatten(list(tree.values()))
        keys = list(tree)
        return leaves, lambda values: dict(zip(keys, rebuild(values)))
    if isinstance(tree, tuple) and type(tree) is not tuple:
        leaves, rebuild = flatten(list(tree))
        return leaves, lambda values: type(tree)(*rebuild(values))
    if isinstance(tree, (tuple, list)):
        return _flatten_sequence(tree, tuple if isinstance(tree, tuple) else list)
    return [tree], next


def _flatten_sequence(items: Sequence[Any], make: Callable[[Any], Any]) -> tuple[list[Any], Rebuild]:
    parts = [flatten(item) for item in items]
    rebuilds = [rebuild for _, rebuild in parts]
    leaves = [leaf for part, _ in parts for leaf in part]
    return leaves, lambda values: make([rebuild(values) for rebuild in rebuilds])


def structure(tree: Any, leaf: Callable[[Any], Hashable]) -> Hashable:
    """A key that is equal for trees of the same shape with equal `leaf(…)` of their leaves."""
    if dataclasses.is_dataclass(tree) and not isinstance(tree, type):
        return type(tree), *[structure(getattr(tree, f.name), leaf) for f in dataclasses.fields(tree) if f.init]
    if isinstance(tree, dict):
        return dict, *[(key, structure(value, leaf)) for key, value in tree.items()]
    if isinstance(tree, (tuple, list)):
        return type(tree), *[structure(item, leaf) for item in tree]
    return leaf(tree)
