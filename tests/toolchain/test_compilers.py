"""Finding and running real compilers, good and bad ones."""

from __future__ import annotations

import functools
import os
import shlex
import sys
import warnings
from pathlib import Path

import cffi
import pytest

from autograph import config
from autograph.errors import CompilerError, MissingCompilerError
from autograph.toolchain import Cache, Compiler, compilers, find_c_compiler
from autograph.toolchain.compilers import LIBRARY_SUFFIX

GOOD = "int twice(int x);\nint twice(int x) { return 2 * x; }\n"
BAD = "int twice(int x);\nint twice(int x) { return 2 * y; }\n"

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.fixture
def store(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "store")


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without compilers: an empty folder is all of the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(config, "cc", None)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setitem(sys.modules, "ziglang", None)
    return folder


def script(path: Path, text: str) -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)
    return str(path)


@functools.cache
def real_program() -> tuple[str, ...]:
    return find_c_compiler().program


def stand_in(path: Path, before: str = "") -> str:
    """A script that is the real compiler, after some lines of its own."""
    return script(path, f'{before}\nexec {shlex.join(real_program())} "$@"\n')


def source(folder: Path, text: str) -> Path:
    path = folder / "twice.c"
    path.write_text(text)
    return path


@pytest.mark.compiler
def test_a_library_is_made_and_runs(tmp_path: Path) -> None:
    output = tmp_path / ("twice" + LIBRARY_SUFFIX)
    find_c_compiler().run([source(tmp_path, GOOD)], output)
    ffi = cffi.FFI()
    ffi.cdef("int twice(int x);")
    assert ffi.dlopen(str(output)).twice(21) == 42


@pytest.mark.compiler
def test_several_sources_make_one_library(tmp_path: Path) -> None:
    other = tmp_path / "four.c"
    other.write_text("int twice(int x);\nint four(int x);\nint four(int x) { return twice(twice(x)); }\n")
    output = tmp_path / ("four" + LIBRARY_SUFFIX)
    find_c_compiler().run([other, source(tmp_path, GOOD)], output)
    ffi = cffi.FFI()
    ffi.cdef("int four(int x);")
    assert ffi.dlopen(str(output)).four(2) == 8


@pytest.mark.compiler
def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        output = tmp_path / name / f"{name}{LIBRARY_SUFFIX}"
        find_c_compiler().run([source(tmp_path / name, GOOD)], output)
        made.append(output.read_bytes())
    assert made[0] == made[1]


@pytest.mark.compiler
def test_a_refused_source_is_named_with_the_first_error(tmp_path: Path) -> None:
    path = source(tmp_path, BAD)
    with pytest.raises(CompilerError) as caught:
        find_c_compiler().run([path], tmp_path / "out.so", where="model.py:7: y = f(x)")
    what, where, hint = str(caught.value).splitlines()
    assert str(path) in what and "twice.c:2" in what and "error:" in what and "'y'" in what
    assert where == "  at model.py:7: y = f(x)"
    assert hint.startswith("  try: AUTOGRAPH_MODE=interpret") and str(path) in hint
    assert not (tmp_path / "out.so").exists()


@pytest.mark.compiler
def test_a_symbol_nobody_defines_is_found_by_the_linker(tmp_path: Path) -> None:
    path = source(tmp_path, "int nobody(void);\nint twice(void);\nint twice(void) { return nobody(); }\n")
    with pytest.raises(CompilerError, match="nobody"):
        find_c_compiler().run([path], tmp_path / "out.so")


@pytest.mark.compiler
def test_a_check_takes_more_flags(tmp_path: Path) -> None:
    compiler, output = find_c_compiler(), tmp_path / "twice.o"
    compiler.compile_only(source(tmp_path, GOOD), output, ["-Wall", "-Wextra", "-Werror"])
    assert output.stat().st_size > 0
    unused = source(tmp_path, "int twice(int x);\nint twice(int x) { int z = x; return 2; }\n")
    with pytest.raises(CompilerError, match="'?z'?"):
        compiler.compile_only(unused, output, ["-Wall", "-Wextra", "-Werror"])


@pytest.mark.compiler
def test_the_flags_keep_the_host_process_safe() -> None:
    compiler = find_c_compiler()
    assert not {"-ffast-math", "-Ofast", "-funsafe-math-optimizations"} & {*compiler.flags, *compiler.link}
    if sys.platform == "linux":
        assert "-Wl,-z,nodelete" in compiler.link


@pytest.mark.compiler
def test_vector_bits_are_what_this_machine_runs(tmp_path: Path) -> None:
    compiler = find_c_compiler()
    lanes = compiler.vector_bits // 32
    text = (
        f"typedef float lanes __attribute__((vector_size({4 * lanes})));\nfloat sum(const float *x);\n"
        f"float sum(const float *x) {{ lanes v; __builtin_memcpy(&v, x, sizeof v); v += v; float s = 0;\n"
        f"for (int i = 0; i < {lanes}; i++) s += v[i]; return s; }}\n"
    )
    output = tmp_path / ("sum" + LIBRARY_SUFFIX)
    compiler.run([source(tmp_path, text)], output)
    ffi = cffi.FFI()
    ffi.cdef("float sum(const float *x);")
    assert ffi.dlopen(str(output)).sum(ffi.new(f"float[{lanes}]", [1.0] * lanes)) == 2 * lanes


@pytest.mark.compiler
def test_a_compiler_is_found_once() -> None:
    assert find_c_compiler() is find_c_compiler()
    assert compilers.missing_reason() is None


@pytest.mark.compiler
def test_more_flags_come_last_and_change_the_identity(store: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = compilers.search(store)
    monkeypatch.setattr(config, "cflags", "-O1 -DNAME='a b'")
    flagged = compilers.search(store)
    assert [flag for flag in flagged.flags if flag not in plain.flags] == ["-O1", "-DNAME=a b"]
    assert flagged.identity != plain.identity


@pytest.mark.compiler
def test_sanitizers(store: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = compilers.search(store)
    monkeypatch.setattr(config, "sanitize", "undefined")
    checked = compilers.search(store)
    assert {"-fsanitize=undefined", "-fno-omit-frame-pointer", "-g"} < set(checked.flags)
    assert checked.identity != plain.identity
    checked.run([source(tmp_path, GOOD)], tmp_path / ("out" + LIBRARY_SUFFIX))


@posix
@pytest.mark.compiler
def test_a_warm_process_does_not_start_the_compiler(
    store: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    monkeypatch.setattr(config, "cc", stand_in(tmp_path / "bin" / "cc", f"echo called >> {log}"))
    cold = compilers.search(store)
    calls = log.read_text()
    assert compilers.search(store) == cold and log.read_text() == calls


@posix
@pytest.mark.compiler
def test_another_compiler_at_the_same_path_is_another_compiler(
    store: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bin" / "cc"
    monkeypatch.setattr(config, "cc", stand_in(path))
    before = compilers.search(store)
    stand_in(path, "# updated")
    assert compilers.search(store).identity != before.identity


@posix
@pytest.mark.compiler
def test_a_machine_that_shares_the_store_probes_for_itself(
    store: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log"
    monkeypatch.setattr(config, "cc", stand_in(tmp_path / "bin" / "cc", f"echo called >> {log}"))
    compilers.search(store)
    calls = log.read_text()
    monkeypatch.setattr(compilers, "_processor", lambda: ["model name: another"])
    compilers.search(store)
    assert log.read_text() == calls * 2


@posix
@pytest.mark.compiler
def test_a_compiler_without_openmp_warns_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = 'for a; do test "$a" != -fopenmp || { echo "error: no libgomp" >&2; exit 1; }; done'
    monkeypatch.setattr(config, "cc", stand_in(tmp_path / "bin" / "cc", refusing))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        find_c_compiler()  # the pool of threads needs none
    monkeypatch.setattr(config, "team", "openmp")
    with pytest.warns(RuntimeWarning, match="has no OpenMP: kernels run on one thread") as warned:
        compiler = find_c_compiler()
        assert find_c_compiler() is compiler
    assert len(warned) == 1 and warned[0].filename == __file__
    assert not compiler.openmp and "-fopenmp" not in compiler.flags
    compiler.run([source(tmp_path, GOOD)], tmp_path / ("out" + LIBRARY_SUFFIX))


@posix
@pytest.mark.compiler
def test_the_compiler_may_be_a_command_or_a_path_with_spaces(
    store: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stand_in(tmp_path / "my tools" / "cc")
    monkeypatch.setattr(config, "cc", path)
    assert compilers.search(store).program == (path,)
    wrapper = script(tmp_path / "bin" / "wrapper", 'exec "$@"')
    monkeypatch.setattr(config, "cc", f"{wrapper} '{path}'")
    assert compilers.search(store).program == (wrapper, path)


@posix
@pytest.mark.compiler
def test_the_search_passes_over_what_does_not_work(
    store: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(tmp_path / "bin" / "gcc", "exit 1")
    path = stand_in(tmp_path / "bin" / "clang")
    monkeypatch.setattr(config, "cc", None)
    monkeypatch.setenv("PATH", str(tmp_path / "bin") + os.pathsep + os.environ["PATH"])
    assert compilers.search(store).program == (path,)


def test_no_compiler_says_how_to_get_one(alone: Path) -> None:
    with pytest.raises(MissingCompilerError) as caught:
        find_c_compiler()
    what, where, hint = str(caught.value).splitlines()
    assert what == "no C compiler found: looked for gcc, clang, cc and the ziglang package"
    assert "test_compilers.py" in where
    for way in ("apt install gcc", "pip install ziglang", "AUTOGRAPH_CC", "AUTOGRAPH_MODE=interpret"):
        assert way in hint
    assert compilers.missing_reason() == what


def test_a_compiler_named_but_absent_is_missing(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "cc", "/nowhere/cc -m64")
    with pytest.raises(MissingCompilerError, match="no C compiler found: looked for AUTOGRAPH_CC=/nowhere/cc -m64"):
        find_c_compiler()


@posix
def test_a_broken_compiler_is_named_with_its_source_and_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = script(tmp_path / "bin" / "cc", 'echo "note: starting" >&2; echo "fatal error: disk on fire" >&2; exit 1')
    monkeypatch.setattr(config, "cc", path)
    with pytest.raises(CompilerError) as caught:
        find_c_compiler()
    assert not isinstance(caught.value, MissingCompilerError)
    what, where, _ = str(caught.value).splitlines()
    (probe,) = (word.rstrip(":") for word in what.split() if word.endswith(".c:"))
    assert what == f"{path} failed on {probe}: fatal error: disk on fire"
    assert Path(probe).is_file(), "the source can still be read"
    assert "test_compilers.py" in where
    assert compilers.missing_reason() == what


@posix
@pytest.mark.parametrize(
    ("text", "line"),
    [("exit 3", "exit status 3"), ("echo only this; exit 1", "only this"), ("kill -9 $$", "exit status -9")],
)
def test_a_compiler_that_says_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, line: str) -> None:
    monkeypatch.setattr(config, "cc", script(tmp_path / "bin" / "cc", text))
    with pytest.raises(CompilerError, match=rf"failed on \S+\.c: {line}"):
        find_c_compiler()


@posix
def test_a_file_that_is_no_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cc"
    path.write_bytes(b"\x00\x01")
    path.chmod(0o755)
    monkeypatch.setattr(config, "cc", str(path))
    with pytest.raises(CompilerError, match="it cannot be started"):
        find_c_compiler()


@posix
def test_another_family_of_compilers_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "cc", script(tmp_path / "bin" / "tcc", 'echo "#define __TINYC__ 927"'))
    with pytest.raises(CompilerError, match=r"neither gcc nor clang nor zig(.|\n)*try: set AUTOGRAPH_CC"):
        find_c_compiler()


@pytest.mark.compiler
def test_what_is_remembered_is_the_whole_compiler(store: Cache) -> None:
    cold, warm = compilers.search(store), compilers.search(store)
    assert cold == warm and isinstance(warm, Compiler) and isinstance(warm.flags, tuple)
