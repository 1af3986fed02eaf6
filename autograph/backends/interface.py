"""A launcher as cffi knows it: its structures and functions.

cffi's parser takes longer than all else of a warm start. So its out-of-line form is used: what the parser made of the
declarations is a small Python module, which is kept in the cache and needs no parser.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import _cffi_backend

from autograph.toolchain import default_cache, digest


class Interface:
    """The declarations of one back end, in C, and the one FFI that is made of them."""

    def __init__(self, declarations: str):
        self.declarations = declarations
        self._lock = threading.Lock()
        self._ffi: Any = None

    def ffi(self) -> Any:
        """The FFI. The pointers of two would not go together, so threads wait for who makes it."""
        with self._lock:
            if self._ffi is None:
                self._ffi = self._made()
            return self._ffi

    def _made(self) -> Any:
        cache, key = default_cache(), digest(self.declarations, _cffi_backend.__version__)
        entry = cache.get("interfaces", key)
        if entry is None:
            entry = cache.put("interfaces", key, self._parse, {"label": "launcher"}, ".py")
        module: dict[str, Any] = {}
        exec(entry.content, module)
        return module["ffi"]

    def _parse(self, path: Path) -> None:
        """Write the module that stands for the declarations."""
        from cffi import FFI, recompiler  # which a warm process never needs

        builder = FFI()
        builder.cdef(self.declarations)
        recompiler.make_py_source(builder, "autograph_launcher", str(path))
