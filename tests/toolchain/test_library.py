"""Loading compiled libraries: from the file, from memory, and without harm to the host process."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from pathlib import Path

import cffi
import numpy as np
import pytest

from autograph.errors import CacheError
from autograph.toolchain import Cache, Entry, compilers, digest, find_c_compiler, library, load_library

SOURCE = """
int answer(void);
int answer(void) {
  int sum = 0;
#pragma omp parallel for reduction(+ : sum) num_threads(2)
  for (int i = 0; i < 42; i++) sum += 1;
  return sum;
}
"""


def build(folder: Path) -> Entry:
    cache, compiler = Cache(folder / "store"), find_c_compiler()
    source = folder / "answer.c"
    source.write_text(SOURCE)
    key = digest(SOURCE, compiler.identity)
    return cache.put("units", key, lambda path: compiler.run([source], path), {}, compilers.LIBRARY_SUFFIX)


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Entry:
    reason = compilers.missing_reason()
    if reason:
        pytest.skip(reason)
    return build(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def ffi() -> cffi.FFI:
    ffi = cffi.FFI()
    ffi.cdef("int answer(void);")
    return ffi


@pytest.mark.compiler
def test_a_library_is_loaded_from_its_file(ffi: cffi.FFI, entry: Entry) -> None:
    assert load_library(ffi, entry).answer() == 42


@pytest.mark.compiler
def test_a_loaded_library_leaves_denormals_alone(ffi: cffi.FFI, entry: Entry) -> None:
    load_library(ffi, entry)
    assert np.float32(1e-40) * np.float32(1) != 0


@pytest.mark.compiler
@pytest.mark.skipif(sys.platform != "linux", reason="memfd is Linux's")
def test_an_entry_deleted_after_its_check_is_loaded_from_memory(ffi: cffi.FFI, entry: Entry, tmp_path: Path) -> None:
    lost = Entry(tmp_path / entry.path.name, {}, entry.content)
    assert load_library(ffi, lost).answer() == 42


@pytest.mark.compiler
@pytest.mark.skipif(sys.platform != "linux", reason="memfd is Linux's")
def test_a_library_on_a_network_file_system_outlives_its_file(
    ffi: cffi.FFI, entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "_on_network", lambda folder: True)
    copy = Entry(Path(shutil.copy(entry.path, tmp_path / "copy.so")), {}, entry.content)
    loaded = load_library(ffi, copy)
    copy.path.write_bytes(b"")
    gc.collect()
    assert loaded.answer() == 42


def test_a_library_the_system_refuses_is_a_cache_error(ffi: cffi.FFI, tmp_path: Path) -> None:
    path = tmp_path / "bad.so"
    path.write_bytes(b"no library at all")
    with pytest.raises(CacheError, match=r"bad\.so cannot be loaded(.|\n)*try: .*autograph cache clear"):
        load_library(ffi, Entry(path, {}, b"no library at all"))


@pytest.mark.compiler
def test_a_process_that_ran_openmp_ends_in_peace(entry: Entry) -> None:
    script = (
        "import cffi, gc, sys; from pathlib import Path; from autograph.toolchain import Entry, load_library\n"
        "ffi = cffi.FFI(); ffi.cdef('int answer(void);')\n"
        "library = load_library(ffi, Entry(Path(sys.argv[1]), {}, b''))\n"
        "assert library.answer() == 42\n"
        "del library, ffi; gc.collect()"
    )
    for _ in range(3):
        subprocess.run([sys.executable, "-c", script, entry.path], check=True)


MOUNTS = "/dev/sda / ext4 rw 0 0\nhost:/home /home nfs4 rw 0 0\ntmpfs /home/me/my\\040cache tmpfs rw 0 0\n"


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/usr/lib", "ext4"),
        ("/home", "nfs4"),
        ("/home/me/x", "nfs4"),
        ("/homes", "ext4"),
        ("/home/me/my cache/k", "tmpfs"),
    ],
)
def test_the_file_system_of_a_folder(folder: str, kind: str) -> None:
    assert library.file_system(folder, MOUNTS) == kind
