"""The C back end: words (`spelling`), loops (`axes`), compiling (`build`), what is kept of it (`kept`), running
(`device`, `timing`), more CPUs than there are (`virtual`)."""

import importlib
from typing import TYPE_CHECKING, Any

from autograph.backends.c.device import Program
from autograph.backends.c.kept import identity, loaded
from autograph.backends.c.virtual import IN_HOST_MEMORY, check, devices, put, ready

if TYPE_CHECKING:
    from autograph.backends.c.build import functions, program, source_file
    from autograph.backends.c.spelling import LANGUAGE
    from autograph.backends.c.targets import target
    from autograph.backends.c.timing import timed

#: Imported when they are first asked for, by the module that has them: what was compiled before is run without.
_NAMES = {
    "LANGUAGE": "spelling",
    "functions": "build",
    "program": "build",
    "source_file": "build",
    "target": "targets",
    "timed": "timing",
}


def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_NAMES[name]}"), name)
    return found


__all__ = [
    "IN_HOST_MEMORY",
    "LANGUAGE",
    "Program",
    "check",
    "devices",
    "functions",
    "identity",
    "loaded",
    "program",
    "put",
    "ready",
    "source_file",
    "target",
    "timed",
]
