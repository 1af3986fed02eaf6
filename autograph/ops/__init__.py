"""One class = one op: type rule, NumPy meaning, derivative, lowering, samples for the tests."""

from __future__ import annotations

import importlib
import pkgutil


def load_all() -> None:
    """Import every module of ops, so that the registry is complete; a program imports those that it uses."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"autograph.ops.{module.name}")


__all__ = ["load_all"]
