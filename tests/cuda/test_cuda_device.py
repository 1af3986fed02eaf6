"""What is said where CUDA cannot be used. pycuda stands here as small packages that fail the way the real one does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograph.backends import backend, cuda
from autograph.errors import DeviceError
from autograph.schedule.plan import Plan

DRIVER = """
class Error(Exception):
    pass
class Device:
    count = staticmethod(lambda: {count})
def init():
    {init}
"""
NOTHING = "CUDA kernels are generated and compiled, but not launched yet"
INSTALLATIONS = {
    "no driver": (
        'raise ImportError("libcuda.so.1: cannot open shared object file")',
        "the CUDA driver cannot be loaded: libcuda.so.1: cannot open shared object file",
    ),
    "no device": (
        DRIVER.format(count=0, init='raise Error("cuInit failed: no CUDA-capable device is detected")'),
        "the CUDA driver finds no device: cuInit failed: no CUDA-capable device is detected",
    ),
    "hidden devices": (DRIVER.format(count=0, init="pass"), "the CUDA driver finds no device"),
    "a device": (DRIVER.format(count=1, init="pass"), None),
}


@pytest.fixture
def pycuda(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Installs a pycuda whose driver module has that text."""

    def install(driver: str) -> None:
        package = tmp_path / "pycuda"
        package.mkdir()
        (package / "__init__.py").write_text("")
        (package / "driver.py").write_text(driver)
        monkeypatch.syspath_prepend(tmp_path)

    for name in [n for n in sys.modules if n.split(".")[0] == "pycuda"]:
        monkeypatch.delitem(sys.modules, name)
    yield install
    for name in [n for n in sys.modules if n.split(".")[0] == "pycuda"]:
        del sys.modules[name]


@pytest.mark.parametrize("installation", INSTALLATIONS)
def test_why_not(pycuda: Callable[[str], None], installation: str) -> None:
    text, reason = INSTALLATIONS[installation]
    pycuda(text)
    assert cuda.why_not() == reason


def test_without_pycuda(pycuda: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycuda", None)
    assert cuda.why_not() == "pycuda is not installed"


@pytest.mark.parametrize(
    "use",
    [
        lambda: cuda.loaded(["abc"]),
        lambda: cuda.functions([]),
        lambda: cuda.Program(Plan((), 0, (), (), 0), {}, [], None),
    ],
    ids=["loaded", "functions", "Program"],
)
def test_the_error_has_three_lines(pycuda: Callable[[str], None], use: Callable[[], object]) -> None:
    pycuda(INSTALLATIONS["no driver"][0])
    with pytest.raises(DeviceError) as caught:
        use()
    what, where, hint = str(caught.value).splitlines()
    assert what == f"{NOTHING}; nor could they be: {INSTALLATIONS['no driver'][1]}"
    assert where.startswith("  at test_cuda_device.py:")
    assert hint == '  try: device="cpu" runs the same function'


def test_a_device_that_is_there_is_not_blamed(pycuda: Callable[[str], None]) -> None:
    pycuda(INSTALLATIONS["a device"][0])
    with pytest.raises(DeviceError) as caught:
        cuda.loaded([])
    assert caught.value.what == NOTHING


def test_there_is_no_compiled_file() -> None:
    assert cuda.source_file("0" * 64) is None


@pytest.mark.nvcc
def test_identity_is_nvccs() -> None:
    assert len(backend("cuda:0").identity()) == 64
