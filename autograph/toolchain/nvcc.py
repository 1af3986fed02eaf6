"""Finding nvcc, CUDA's compiler, and what it is asked for."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Sequence

from autograph import config
from autograph.errors import CompilerError, MissingCompilerError
from autograph.toolchain.cache import default_cache, digest
from autograph.toolchain.command import Compiler, execute
from autograph.toolchain.compilers import NARROWEST, reason, stamp, which

# -arch together with -shared is refused, so architectures are asked for as code to be generated.
_FLAGS = tuple("-std=c++17 -O3 -Xcompiler=-fPIC".split())
_LINK = ("-shared", "-Xlinker=-z,nodelete")
_FOLDERS = ("/usr/local/cuda/bin", "/opt/cuda/bin")
#: What is compiled for where neither a device nor `config.cuda_arch` says.
DEFAULT = "sm_90a"

_found: dict[tuple[object, ...], Compiler] = {}


def find_nvcc(architectures: Sequence[str] = ()) -> Compiler:
    """nvcc: `config.nvcc`, else on the path, in CUDA_HOME or in CUDA's usual folders.

    It compiles for `config.cuda_arch`, else for the architectures given, such as "sm_90a". Raises MissingCompilerError
    when there is none, CompilerError when it does not start or does not know one of them.
    """
    wanted = chosen(architectures)
    home = os.environ.get("CUDA_HOME")
    setting = (config.nvcc, wanted, home, os.environ.get("PATH"))
    if setting not in _found:
        folders = (f"{home}/bin", *_FOLDERS) if home else _FOLDERS
        path = which(config.nvcc) if config.nvcc else which("nvcc") or which("nvcc", os.pathsep.join(folders))
        if path is None:
            raise MissingCompilerError(
                f"nvcc not found: looked for {config.nvcc or 'nvcc on the path and in ' + ', '.join(folders)}",
                hint="install the CUDA toolkit, or set AUTOGRAPH_NVCC to its nvcc",
            )
        _found[setting] = _nvcc(path, wanted)
    return _found[setting]


def chosen(architectures: Sequence[str] = ()) -> tuple[str, ...]:
    """What nvcc compiles for, given the architectures that are here."""
    return (config.cuda_arch,) if config.cuda_arch else tuple(architectures) or (DEFAULT,)


def missing_reason() -> str | None:
    """Why there is no usable nvcc; None when there is one."""
    return reason(find_nvcc)


def _nvcc(path: str, architectures: Sequence[str]) -> Compiler:
    version, known = _answers(path)
    for a in architectures:
        if a.rstrip("af") not in known:
            raise _unknown(a, path, version, known)
    flags = (*_FLAGS, *(f"-gencode=arch={a.replace('sm_', 'compute_')},code={a}" for a in architectures))
    identity = digest(stamp(path), version, flags, _LINK, sys.platform, platform.machine())
    return Compiler((path,), "nvcc", version, False, flags, _LINK, NARROWEST, identity)


def _unknown(architecture: str, path: str, version: str, known: Sequence[str]) -> CompilerError:
    asked = f"AUTOGRAPH_CUDA_ARCH={architecture}" if config.cuda_arch else f"a GPU here is {architecture}"
    remedy = "set it to one of those, or unset it" if config.cuda_arch else "set AUTOGRAPH_NVCC to a nvcc that does"
    return CompilerError(
        f"{asked}, which {path} ({version}) does not compile for: it knows {', '.join(known)}", hint=remedy
    )


def _answers(path: str) -> tuple[str, list[str]]:
    """nvcc's version, and the architectures it knows. Kept in the store: a warm process does not start it."""
    cache, key = default_cache(), digest("nvcc's answers", stamp(path))
    record = cache.get_json("compilers", key)
    if record is None:
        answer = execute([path, "--version"], [])
        line = next((line.strip() for line in answer.splitlines() if "release" in line), answer.strip())
        codes = execute([path, "--list-gpu-code"], []).split()
        record = {"version": line, "architectures": [c for c in codes if c.startswith("sm_")]}
        cache.put_json("compilers", key, record)
    return str(record["version"]), list(record["architectures"])


def major(compiler: Compiler) -> int:
    """The CUDA that nvcc compiles for: 13, where its version is 13.0."""
    found = re.search(r"release (\d+)", compiler.version)
    return int(found[1]) if found else 0
