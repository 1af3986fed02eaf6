"""What is said where CUDA cannot be used. pycuda stands here as small packages that fail the way the real one does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from host_gpu import HostGpu, compiler

from autograph import backends
from autograph.backends import cuda
from autograph.backends.cuda import kept, runtime
from autograph.errors import CompilerError, DeviceError
from autograph.toolchain import find_nvcc, nvcc

DRIVER = """
class Error(Exception):
    pass
class Device:
    count = staticmethod(lambda: {count})
    def __init__(self, number): pass
    name = compute_capability = total_memory = get_attribute = lambda self, *which: 7
    compute_capability = lambda self: (9, 0)
class device_attribute:
    MULTIPROCESSOR_COUNT = 16
def init():
    {init}
def get_driver_version():
    return {version}
"""
NVIDIA = "install NVIDIA's driver for your GPU"
INSTALLATIONS = {
    "no driver": (
        'raise ImportError("libcuda.so.1: cannot open shared object file")',
        ("the CUDA driver cannot be loaded: libcuda.so.1: cannot open shared object file", NVIDIA),
    ),
    "no device": (
        DRIVER.format(count=0, version=13000, init='raise Error("cuInit failed: no CUDA-capable device is detected")'),
        (
            "the CUDA driver finds no device: cuInit failed: no CUDA-capable device is detected",
            "nvidia-smi tells whether the driver sees a GPU; a container has to be given it (--gpus all)",
        ),
    ),
    "hidden devices": (
        DRIVER.format(count=0, version=13000, init="pass"),
        ("the CUDA driver finds no device", "unset CUDA_VISIBLE_DEVICES, or name a GPU there"),
    ),
    "an old driver": (
        DRIVER.format(count=1, version=12040, init="pass"),
        (
            "the driver runs CUDA 12, and nvcc compiles for CUDA 13",
            "install a newer driver, or a toolkit of CUDA 12 and set AUTOGRAPH_NVCC to its nvcc",
        ),
    ),
    "a device": (DRIVER.format(count=1, version=13010, init="pass"), None),
}


@pytest.fixture
def pycuda(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Installs a pycuda whose driver module has that text; and nvcc is there, of CUDA 13."""

    def install(driver: str) -> None:
        package = tmp_path / "pycuda"
        package.mkdir()
        (package / "__init__.py").write_text("")
        (package / "driver.py").write_text(driver)
        monkeypatch.syspath_prepend(tmp_path)

    def forget() -> None:
        for name in [n for n in sys.modules if n.split(".")[0] == "pycuda"]:
            del sys.modules[name]
        runtime._found.cache_clear()
        runtime._driver_version.cache_clear()

    monkeypatch.setattr(runtime, "find_nvcc", compiler)
    monkeypatch.setattr(nvcc, "find_nvcc", lambda: compiler())
    forget()
    yield install
    forget()


@pytest.mark.parametrize("installation", INSTALLATIONS)
def test_the_obstacle_is_named_with_its_remedy(pycuda: Callable[[str], None], installation: str) -> None:
    text, found = INSTALLATIONS[installation]
    pycuda(text)
    assert cuda.obstacle() == found
    assert cuda.why_not() == (": ".join(found) if found else None)
    assert cuda.devices() == (["cuda:0"] if found is None else [])


def test_without_pycuda(pycuda: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycuda", None)
    with pytest.raises(DeviceError) as caught:
        backends.named("cuda")
    what, where, hint = str(caught.value).splitlines()
    assert what == "there is no device 'cuda:0' here: pycuda is not installed"
    assert where.startswith("  at test_cuda_device.py:")
    assert hint.startswith("  try: pip install pycuda, with three lines in ~/.aksetup-defaults.py: CUDA_ROOT=")


def test_without_nvcc(pycuda: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    pycuda(INSTALLATIONS["a device"][0])
    monkeypatch.setattr(nvcc, "find_nvcc", find_nvcc)
    monkeypatch.setattr("autograph.config.nvcc", "/nowhere/nvcc")
    assert cuda.obstacle() == (
        "nvcc not found: looked for /nowhere/nvcc",
        "install the CUDA toolkit, or set AUTOGRAPH_NVCC to its nvcc",
    )


def test_a_device_that_is_not_there(cuda_on_cpu: list[HostGpu]) -> None:
    assert backends.devices()[-2:] == ["cuda:0", "cuda:1"]
    assert backends.named("cuda") == "cuda:0"
    with pytest.raises(DeviceError) as caught:
        backends.named("cuda:2")
    what, _, hint = str(caught.value).splitlines()
    assert what == "there is no device 'cuda:2' here, only cuda:0, cuda:1"
    assert hint == "  try: use one of these; CUDA_VISIBLE_DEVICES decides which GPUs a process sees"


def test_a_forked_child_is_told(cuda_on_cpu: list[HostGpu], monkeypatch: pytest.MonkeyPatch) -> None:
    cuda.put(np.ones(3), "cuda:0")
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with pytest.raises(DeviceError, match=r"cuda:0 was used before this process was forked(.|\n)*try: .*spawn"):
        cuda.put(np.ones(3), "cuda:0")


@pytest.mark.parametrize(("capability", "name"), [((7, 5), "sm_75"), ((9, 0), "sm_90a"), ((12, 0), "sm_120a")])
def test_the_architecture_of_a_device(capability: tuple[int, int], name: str) -> None:
    assert kept.architecture(capability) == name


@pytest.mark.nvcc
def test_identity_is_that_of_nvcc_and_the_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograph.config.cuda_arch", None)
    found = []
    for capabilities in ([(9, 0)], [(8, 0)], [(8, 0), (9, 0), (8, 0)]):
        devices = [SimpleNamespace(capability=c) for c in capabilities]
        monkeypatch.setattr(runtime, "gpus", lambda devices=devices: devices)
        found.append((backends.backend("cuda:0").identity(), sum("-gencode" in f for f in kept.compiler().flags)))
    assert len({identity for identity, _ in found}) == 3
    assert [count for _, count in found] == [1, 1, 2]


@pytest.mark.nvcc
def test_a_unit_is_compiled_and_loaded_without_a_gpu(tmp_path: Path) -> None:
    from cuda_cases import cases

    low = next(c for c in cases() if c.name == "one_hot 0").lowered("cuda")
    functions, count = cuda.functions((s, None) for s in low.sources)
    assert count in {0, len(low.sources)} and set(functions) == {s.digest for s in low.sources}
    assert functions == cuda.loaded([s.digest for s in low.sources])
    path = cuda.source_file(low.sources[0].digest)
    assert path is not None and path.suffix == ".cu" and low.sources[0].name in path.read_text(encoding="utf-8")


@pytest.mark.nvcc
def test_what_nvcc_refuses_is_told_in_three_lines() -> None:
    from autograph.errors import Location
    from autograph.render.source import Source

    bad = Source("bad", "b" * 64, "__global__ void bad() { y = 1; }", frozenset(), True, False)
    with pytest.raises(CompilerError) as caught:
        cuda.functions([(bad, Location("model.py", 12, "y = f(x)"))])
    what, where, hint = str(caught.value).splitlines()
    assert "nvcc failed on " in what and ".cu(" in what and 'identifier "y" is undefined' in what
    assert where == "  at model.py:12: y = f(x)"
    assert "nvcc -std=c++17" in hint
