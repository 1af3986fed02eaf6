"""Nested tuples, lists, dicts and dataclasses as flat lists of leaves, and back."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable, Hashable, Iterator
from typing import Any

Rebuild = Callable[[Iterator[Any]], Any]


def flatten(tree: Any, keep: bool = False) -> tuple[list[Any], Rebuild]:
    """The leaves in order, and a function that builds the same tree from an iterator of other leaves.

    With `keep`, a part all of whose leaves come back is the very object it was, not one like it.
    """
    opened = _opened(tree)
    if opened is None:
        return [tree], next
    children, make = opened
    parts = [flatten(child, keep) for child in children]
    rebuilds = [rebuild for _, rebuild in parts]
    leaves = [leaf for part, _ in parts for leaf in part]
    if not keep:
        return leaves, lambda values: make([rebuild(values) for rebuild in rebuilds])

    def rebuilt(values: Iterator[Any]) -> Any:
        made = [rebuild(values) for rebuild in rebuilds]
        return tree if all(map(_is, made, children)) else make(made)

    return leaves, rebuilt


def _is(a: Any, b: Any) -> bool:
    return a is b


def _opened(tree: Any) -> tuple[list[Any], Callable[[list[Any]], Any]] | None:
    """What a container holds, and how one like it is made of other contents; None for a leaf."""
    kind = type(tree)
    if kind is list:
        return tree, list
    if kind is tuple:
        return list(tree), tuple
    if kind is dict:
        keys = list(tree)
        return list(tree.values()), lambda made: dict(zip(keys, made))
    if _is_named(kind):
        return list(tree), lambda made: kind(*made)
    if not (isinstance(tree, (dict, list)) or dataclasses.is_dataclass(kind)):
        return None
    twin = copy.copy(tree)  # with what it has besides its contents, which are let go
    if twin is tree:
        return None  # one of a kind, as dtypes are
    if isinstance(tree, dict):
        empty = _filled(twin, dict.fromkeys(tree))
        return list(tree.values()), lambda made: _filled(copy.copy(empty), dict(zip(empty, made)))
    if isinstance(tree, list):
        bare = _listed(twin, [None] * len(tree))
        return list(tree), lambda made: _listed(copy.copy(bare), made)
    names = _fields(tree)
    blank = _with(twin, dict.fromkeys(names))
    # Not by its constructor: __post_init__ has done its work already.
    return [getattr(tree, n) for n in names], lambda made: _with(copy.copy(blank), dict(zip(names, made)))


def _is_named(kind: type) -> bool:
    """Whether it is a class of named tuples. Other kinds of tuples are leaves: there is no way to make one anew."""
    return issubclass(kind, tuple) and isinstance(getattr(kind, "_fields", None), tuple)


def _fields(tree: Any) -> list[str]:
    """The fields of a dataclass's object that have a value."""
    return [f.name for f in dataclasses.fields(tree) if hasattr(tree, f.name)]


def _filled(made: Any, items: dict[Any, Any]) -> Any:
    for key, value in items.items():
        made[key] = value
    return made


def _listed(made: Any, items: list[Any]) -> Any:
    made[:] = items
    return made


def _with(made: Any, attributes: dict[str, Any]) -> Any:
    for name, value in attributes.items():
        object.__setattr__(made, name, value)  # frozen ones too
    return made


def structure(tree: Any, leaf: Callable[[Any], Hashable]) -> Hashable:
    """A key that is equal for trees of the same shape with equal `leaf(…)` of their leaves."""
    kind = type(tree)
    if isinstance(tree, dict):
        return kind, *[(key, structure(value, leaf)) for key, value in tree.items()]
    if kind is tuple or isinstance(tree, list) or _is_named(kind):
        return kind, *[structure(item, leaf) for item in tree]
    if dataclasses.is_dataclass(kind):
        return kind, *[(name, structure(getattr(tree, name), leaf)) for name in _fields(tree)]
    return leaf(tree)
