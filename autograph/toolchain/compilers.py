"""Finding and running compilers of C: with `nvcc`, the one place that knows their names, flags and platforms.

A compiler is probed once: what the target's features are, whether OpenMP links. The answer is remembered in the store,
so that a warm process learns its compiler's identity without starting it.
"""

from __future__ import annotations

import dataclasses
import os
import platform
import re
import shlex
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograph import config
from autograph.errors import CompilerError, MissingCompilerError, user_location
from autograph.toolchain.cache import Cache, default_cache, digest
from autograph.toolchain.command import Compiler, execute

__all__ = [
    "LIBRARY_SUFFIX",
    "Compiler",
    "MissingCompilerError",
    "find_c_compiler",
    "missing_reason",
    "search",
]

# -ffast-math is absent on purpose: linked with it, a library sets flush-to-zero for the whole host process. Integers
# wrap as in NumPy, which C leaves undefined without -fwrapv.
_C = tuple("-std=gnu11 -O2 -g0 -fno-math-errno -fno-trapping-math -ffp-contract=fast -fwrapv -Wno-psabi".split())

# Compilers name processors differently, so the processor is "native" and the features it stands for, as the
# compiler's own predefined macros tell them, enter the identity.
_NATIVE = {
    "x86_64": ("-march=native",),
    "amd64": ("-march=native",),
    "aarch64": ("-mcpu=native",),
    "arm64": ("-mcpu=native",),
    "ppc64le": ("-mcpu=native",),
}
_FAMILY = {"gcc": (), "clang": (), "zig": ("-fno-sanitize=undefined",)}
_SANITIZE = {"gcc": (), "clang": ("-shared-libsan",), "zig": ()}
_VECTOR_BITS = (("__AVX512F__", 512), ("__AVX2__", 256))
NARROWEST = 128  # SSE2, NEON and what the compiler makes of 16-byte vectors elsewhere


@dataclass(frozen=True)
class _Platform:
    """`openmp` lists the ways to ask for OpenMP, as (compile, link) flags: the first that links is taken."""

    suffix: str
    compile: tuple[str, ...]
    link: tuple[str, ...]
    openmp: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ((("-fopenmp",), ()),)


def _homebrew(root: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return ("-Xclang", "-fopenmp", f"-I{root}/include"), (f"-L{root}/lib", "-lomp")


_ELF = _Platform(".so", ("-fPIC",), ("-shared", "-Wl,-z,nodelete", "-Wl,-z,defs", "-lm"))
_PLATFORMS = {
    "darwin": _Platform(
        ".dylib",
        ("-fPIC",),
        ("-shared",),
        ((("-fopenmp",), ()), _homebrew("/opt/homebrew/opt/libomp"), _homebrew("/usr/local/opt/libomp")),
    ),
    "win32": _Platform(".dll", (), ("-shared",)),
}
_HERE = _PLATFORMS.get(sys.platform, _ELF)

#: The suffix of a shared library on this platform.
LIBRARY_SUFFIX = _HERE.suffix

_PROBE = """\
#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif
typedef float lanes __attribute__((vector_size(16)));
float autograph_probe(float *x, int n);
float autograph_probe(float *x, int n) {
  lanes sum = {0};
#ifdef _OPENMP
  n += omp_get_max_threads();
#pragma omp parallel for
#endif
  for (int i = 0; i < n; i++) x[i] = expf(x[i]);
  sum += x[0];
  return sum[1];
}
"""


_found: dict[tuple[object, ...], Compiler] = {}


def find_c_compiler() -> Compiler:
    """The C compiler: `config.cc`, else the first of gcc, clang, cc and the ziglang package that works.

    Found once per setting; warns (RuntimeWarning) when threads are to be OpenMP's and it has none. Raises
    MissingCompilerError when there is none, CompilerError when none that is there works.
    """
    setting = (config.cc, config.cflags, config.sanitize, config.team, os.environ.get("PATH"))
    if setting not in _found:
        _found[setting] = search(default_cache())
        if config.team == "openmp" and not _found[setting].openmp:
            _warn_without_openmp(_found[setting])
    return _found[setting]


def missing_reason() -> str | None:
    """Why there is no usable C compiler; None when there is one."""
    return reason(find_c_compiler)


def search(cache: Cache) -> Compiler:
    """`find_c_compiler` without its memory: each candidate is known from `cache` or probed, then remembered there."""
    failures: list[CompilerError] = []
    for program in _candidates():
        try:
            return _remembered(cache, program)
        except CompilerError as error:
            failures.append(error)
    if failures:
        raise failures[0]
    sought = f"AUTOGRAPH_CC={config.cc}" if config.cc else "gcc, clang, cc and the ziglang package"
    raise MissingCompilerError(
        f"no C compiler found: looked for {sought}",
        hint="apt install gcc, or pip install ziglang, or set AUTOGRAPH_CC; AUTOGRAPH_MODE=interpret needs none",
    )


def reason(find: Callable[[], Compiler]) -> str | None:
    """Why `find` finds no usable compiler; None when it does."""
    try:
        find()
    except CompilerError as error:
        return error.what
    return None


def _warn_without_openmp(compiler: Compiler) -> None:
    where = user_location()
    warnings.warn_explicit(
        f"{compiler.path} has no OpenMP: kernels run on one thread. Install its OpenMP runtime (libomp, libgomp), "
        "set AUTOGRAPH_CC to a compiler that has one, or AUTOGRAPH_TEAM=pool",
        RuntimeWarning,
        where.file,
        where.line,
    )


def which(name: str, folders: str | None = None) -> str | None:
    """The path of a program, in the folders given or on the path."""
    import shutil

    path = shutil.which(name, path=folders)
    return os.path.abspath(path) if path else None


def _candidates() -> Iterator[tuple[str, ...]]:
    if config.cc:
        yield from _spelled_out(config.cc)
        return
    for name in ("gcc", "clang", "cc"):
        path = which(name)
        if path is not None:
            yield (path,)
    yield from _ziglang()


def _spelled_out(text: str) -> Iterator[tuple[str, ...]]:
    """A path, which may hold spaces, or a command such as `zig cc` or `ccache gcc`."""
    path = which(text)
    words = [text] if path else shlex.split(text)
    path = path or which(words[0])
    if path is not None:
        yield (path, *words[1:])


def _ziglang() -> Iterator[tuple[str, ...]]:
    import importlib.util

    spec = importlib.util.find_spec("ziglang")
    for folder in (spec and spec.submodule_search_locations) or ():
        path = which("zig", folder)
        if path is not None:
            yield (path, "cc")


def _processor() -> list[str]:
    """What tells this machine's processor from that of another one that shares the store."""
    table = Path("/proc/cpuinfo")
    if not table.exists():
        return [platform.machine(), platform.processor(), platform.node()]
    with table.open(encoding="utf-8", errors="replace") as file:
        first = file.read(8192).partition("\n\n")[0]
    return [
        line for line in first.splitlines() if re.match(r"vendor_id|model|cpu family|flags|Features|CPU |isa", line)
    ]


def stamp(path: str) -> tuple[str, int, int]:
    """What changes when a program is another one: path, size, time of the last change."""
    status = os.stat(path)
    return path, status.st_size, status.st_mtime_ns


def _remembered(cache: Cache, program: tuple[str, ...]) -> Compiler:
    recipe = repr((_C, _NATIVE, _FAMILY, _SANITIZE, _HERE, _PROBE, Compiler.__annotations__))
    settings = (config.cflags, config.sanitize, sys.platform, platform.machine())
    key = digest(recipe, program, stamp(program[0]), settings, _processor())
    record = cache.get_json("compilers", key)
    if record is None:
        compiler = _probed(cache, program)
        cache.put_json("compilers", key, dataclasses.asdict(compiler))
        return compiler
    lists: dict[str, Any] = {name: tuple(record.pop(name)) for name in ("program", "flags", "link")}
    return Compiler(**lists, **record)


def _probed(cache: Cache, program: tuple[str, ...]) -> Compiler:
    # In the store, so that the path an error names is still there to be read.
    source = cache.put("probes", digest(_PROBE), lambda path: _write(path, _PROBE), {}, ".c").path
    more = tuple(shlex.split(config.cflags))
    flags = (*_C, *_HERE.compile, *_NATIVE.get(platform.machine().lower(), ()))
    macros = execute([*program, *flags, *more, "-dM", "-E", str(source)], [source])
    names = set(re.findall(r"^#define (\w+)", macros, re.MULTILINE))
    family = _family(program, names)
    flags += (*_FAMILY[family], *_sanitizers(family), *more)
    version = execute([*program, "--version"], [source]).partition("\n")[0].strip()
    bits = next((bits for macro, bits in _VECTOR_BITS if macro in names), NARROWEST)
    for openmp, (compiling, linking) in [*((True, way) for way in _HERE.openmp), (False, ((), ()))]:
        link = _HERE.link + linking
        identity = digest(stamp(program[0]), program, version, flags, compiling, link, sys.platform, macros)
        compiler = Compiler(program, family, version, openmp, flags + compiling, link, bits, identity)
        refusal = _refusal(compiler, source)
        if refusal is None:
            return compiler
    assert refusal is not None
    raise refusal


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _family(program: tuple[str, ...], macros: set[str]) -> str:
    if program[-1] == "cc" and "zig" in " ".join(program):
        return "zig"
    if not macros & {"__clang__", "__GNUC__"} or "__TINYC__" in macros:
        raise CompilerError(
            f"{shlex.join(program)} is neither gcc nor clang nor zig, whose vector extensions the kernels use",
            hint="set AUTOGRAPH_CC to one of them, or unset it to let one be found",
        )
    return "clang" if "__clang__" in macros else "gcc"


def _sanitizers(family: str) -> tuple[str, ...]:
    if not config.sanitize:
        return ()
    debug = ("-fno-sanitize-recover=all", "-fno-omit-frame-pointer", "-g", "-O1")
    return (f"-fsanitize={config.sanitize}", *debug, *_SANITIZE[family])


def _refusal(compiler: Compiler, source: Path) -> CompilerError | None:
    """Why the compiler does not make a library of the probe; None when it does."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="autograph-") as folder:
        try:
            compiler.run([source], Path(folder, "probe" + LIBRARY_SUFFIX))
        except CompilerError as error:
            return error
    return None
