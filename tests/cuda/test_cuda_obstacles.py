"""What is said where CUDA cannot be used, and when it fails. pycuda stands here as small packages that fail the way the
real one does; the last tests are of the stand-in for a GPU."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from cuda_calls import chain, compiled, put
from host_gpu import HostGpu, compiler

from autograph import backends, config
from autograph.backends import cuda
from autograph.backends.cuda import report, runtime
from autograph.cli import main
from autograph.errors import DeviceError
from autograph.toolchain import find_nvcc

DRIVER = """
class Error(Exception):
    pass
class Device:
    count = staticmethod(lambda: {count})
    def __init__(self, number): pass
    def name(self): return "a GPU"
    def compute_capability(self): return ({capability})
    def total_memory(self): return 80 << 30
    def get_attribute(self, which): return 132
class device_attribute:
    MULTIPROCESSOR_COUNT = 16
def init():
    {init}
def get_driver_version():
    return {version}
"""
NVIDIA = "install NVIDIA's driver for your GPU"
REBUILD = "build it again: pip install --force-reinstall --no-cache-dir --no-deps pycuda"


def driver(count: int = 0, version: int = 13000, init: str = "pass", capability: str = "9, 0") -> str:
    return DRIVER.format(count=count, version=version, init=init, capability=capability)


def refusing(text: str) -> str:
    return driver(init=f'raise Error("cuInit failed: {text}")')


def no_device(text: str, remedy: str) -> tuple[str, tuple[str, str]]:
    return refusing(text), (f"the CUDA driver finds no device: cuInit failed: {text}", remedy)


INSTALLATIONS = {
    "no driver": (
        'raise ImportError("libcuda.so.1: cannot open shared object file")',
        ("the CUDA driver cannot be loaded: libcuda.so.1: cannot open shared object file", NVIDIA),
    ),
    "half of pycuda's needs": (
        "import pytools_is_not_here",
        ("pycuda needs pytools_is_not_here, which is not installed", "pip install pytools_is_not_here"),
    ),
    "a pycuda that is newer than the driver": (
        'raise ImportError("_driver.so: undefined symbol: cuCtxCreate_v4")',
        (
            "pycuda was built with a CUDA that is newer than the driver: _driver.so: undefined symbol: cuCtxCreate_v4",
            f"install a newer driver, or set CUDA_ROOT to a toolkit as old as the driver and {REBUILD}",
        ),
    ),
    "half a pycuda": (
        "import pycuda._driver",
        ("pycuda cannot be imported: No module named 'pycuda._driver'", REBUILD),
    ),
    "no device": no_device(
        "no CUDA-capable device is detected",
        "nvidia-smi tells whether the driver sees a GPU; a container has to be given it (--gpus all)",
    ),
    "a stub": no_device(
        "CUDA driver is a stub library",
        "take the toolkit's folder lib64/stubs out of LD_LIBRARY_PATH: the driver's own libcuda is wanted",
    ),
    "half an update": no_device(
        "system has unsupported display driver / cuda driver combination",
        "restart the machine: the loaded driver is of another version than its library libcuda; a container has to "
        "have the library of the machine's driver",
    ),
    "what nobody knows": no_device("unknown error", "nvidia-smi tells whether the driver works"),
    "hidden devices": (
        driver(count=0),
        ("the CUDA driver finds no device", "unset CUDA_VISIBLE_DEVICES, or name a GPU there"),
    ),
    "an old driver": (
        driver(count=1, version=12040),
        (
            "the driver runs CUDA 12, and nvcc compiles for CUDA 13",
            "install a newer driver, or a toolkit of CUDA 12 and set AUTOGRAPH_NVCC to its nvcc",
        ),
    ),
    "a device": (driver(count=1, version=13010), None),
}

Install = Callable[[str], None]


@pytest.fixture
def pycuda(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a pycuda whose driver module has that text; and nvcc is there, of CUDA 13."""

    def install(text: str) -> None:
        package = tmp_path / "pycuda"
        package.mkdir()
        (package / "__init__.py").write_text('VERSION_TEXT = "2026.1"')
        (package / "driver.py").write_text(text)
        monkeypatch.syspath_prepend(tmp_path)

    def forget() -> None:
        for name in [n for n in sys.modules if n.split(".")[0] == "pycuda"]:
            del sys.modules[name]
        runtime._found.cache_clear()
        runtime._driver_version.cache_clear()

    monkeypatch.setattr(runtime, "find_nvcc", lambda architectures: compiler())
    monkeypatch.setattr(config, "cuda_arch", None)
    forget()
    yield install
    forget()


@pytest.fixture
def fake_nvcc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An nvcc of CUDA 13 that knows two architectures and compiles nothing."""
    program = tmp_path / "nvcc"
    program.write_text(
        '#!/bin/sh\ncase "$1" in\n--version) echo "tools, release 13.0, V13";;\n'
        "--list-gpu-code) printf 'sm_80\\nsm_90\\ncompute_80\\n';;\nesac\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(config, "nvcc", str(program))
    monkeypatch.setattr(runtime, "find_nvcc", find_nvcc)
    return program


def doctors(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `autograph doctor` says of CUDA."""
    main(["doctor"])
    rows = capsys.readouterr().out.splitlines()
    first = next(k for k, row in enumerate(rows) if row.startswith("CUDA"))
    last = next(k for k, row in enumerate(rows) if row.startswith("devices"))
    return [row[12:] for row in rows[first:last]]


@pytest.mark.parametrize("installation", INSTALLATIONS)
def test_the_obstacle_is_named_with_its_remedy(pycuda: Install, installation: str) -> None:
    text, found = INSTALLATIONS[installation]
    pycuda(text)
    assert cuda.obstacle() == found
    assert cuda.why_not() == (": ".join(found) if found else None)
    assert cuda.devices() == (["cuda:0"] if found is None else [])


def test_without_pycuda(pycuda: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pycuda", None)
    with pytest.raises(DeviceError) as caught:
        backends.named("cuda")
    what, where, hint = str(caught.value).splitlines()
    assert what == "there is no device 'cuda:0' here: pycuda is not installed"
    assert where.startswith("  at test_cuda_obstacles.py:")
    assert hint.startswith("  try: pip install pycuda, with three lines in ~/.aksetup-defaults.py: CUDA_ROOT=")


def test_without_nvcc(pycuda: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    pycuda(driver(count=1))
    monkeypatch.setattr(runtime, "find_nvcc", find_nvcc)
    monkeypatch.setattr(config, "nvcc", "/nowhere/nvcc")
    assert cuda.obstacle() == (
        "nvcc not found: looked for /nowhere/nvcc",
        "install the CUDA toolkit, or set AUTOGRAPH_NVCC to its nvcc",
    )


def test_a_gpu_that_nvcc_does_not_know(pycuda: Install, fake_nvcc: Path) -> None:
    pycuda(driver(count=1, capability="7, 0"))
    with pytest.raises(DeviceError) as caught:
        backends.named("cuda:0")
    what, _, hint = str(caught.value).splitlines()
    assert what == (
        f"there is no device 'cuda:0' here: a GPU here is sm_70, which {fake_nvcc} (tools, release 13.0, V13) does not "
        "compile for: it knows sm_80, sm_90"
    )
    assert hint == "  try: set AUTOGRAPH_NVCC to a nvcc that does"


def test_an_architecture_that_nvcc_does_not_know(
    pycuda: Install, fake_nvcc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pycuda(driver(count=1))
    monkeypatch.setattr(config, "cuda_arch", "sm_12")
    found = cuda.obstacle()
    assert found is not None and found.what.startswith(f"AUTOGRAPH_CUDA_ARCH=sm_12, which {fake_nvcc} (")
    assert found.remedy == "set it to one of those, or unset it"
    monkeypatch.setattr(config, "cuda_arch", "sm_90a")  # with all that this kind of device has
    assert cuda.obstacle() is None


# -- the doctor


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A driver that the system has loaded."""
    path = tmp_path / "version"
    path.write_text(
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build\nGCC version: 12\n"
    )
    monkeypatch.setattr(report, "_LOADED", path)
    return path


def test_the_doctor_on_a_machine_that_has_all(
    pycuda: Install, fake_nvcc: Path, loaded: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pycuda(driver(count=2, version=13010))
    nvcc = f"nvcc {fake_nvcc} (tools, release 13.0, V13), compiles for sm_"
    there = ["pycuda 2026.1", "driver 580.65.06, runs CUDA up to 13.1"]
    gpus = [f"cuda:{k}: a GPU, sm_90a, 80.0 GiB" for k in range(2)]
    assert doctors(capsys) == [f"{nvcc}90a, as the GPUs are", *there, *gpus]
    monkeypatch.setattr(config, "cuda_arch", "sm_90")
    assert doctors(capsys) == [f"{nvcc}90, by AUTOGRAPH_CUDA_ARCH", *there, *gpus]
    monkeypatch.setattr(config, "cuda_arch", "sm_80")
    other = ["what is compiled for sm_80 does not run on it", "try: unset AUTOGRAPH_CUDA_ARCH"]
    assert doctors(capsys)[3:] == [gpus[0], *other, gpus[1], *other]


def test_the_doctor_names_all_that_is_missing(
    pycuda: Install, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pycuda", None)
    monkeypatch.setattr(config, "nvcc", "/nowhere/nvcc")
    monkeypatch.setattr(report, "_LOADED", tmp_path / "no driver")
    told = doctors(capsys)
    assert told[::2] == [
        "nvcc not found: looked for /nowhere/nvcc",
        "pycuda is not installed",
        "no driver of NVIDIA's is loaded",
    ]
    assert [line.split()[:4] for line in told[1::2]] == [
        ["try:", "install", "the", "CUDA"],
        ["try:", "pip", "install", "pycuda,"],
        ["try:", "install", "NVIDIA's", "driver"],
    ]


@pytest.mark.parametrize("installation", ["no driver", "an old driver", "a stub"])
def test_the_doctor_tells_the_obstacle(
    pycuda: Install, fake_nvcc: Path, installation: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text, found = INSTALLATIONS[installation]
    pycuda(text)
    assert found is not None and doctors(capsys)[-2:] == [found[0], f"try: {found[1]}"]


# -- while it runs


def test_a_forked_child_is_told(cuda_on_cpu: list[HostGpu], monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that is the first to use the device: CUDA was started by whoever looked for devices."""
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with pytest.raises(DeviceError, match=r"cuda:0 was found before this process was forked(.|\n)*try: .*spawn"):
        cuda.put(np.ones(3), "cuda:0")


@pytest.mark.parametrize(
    ("code", "what", "hint"),
    [
        (
            35,
            "cudaErrorInsufficientDriver: CUDA driver version is insufficient",
            "install a newer driver, or a toolkit",
        ),
        (
            209,
            "cudaErrorNoKernelImageForDevice: no kernel image is available",
            "unset AUTOGRAPH_CUDA_ARCH, or set it to",
        ),
        (
            700,
            "cudaErrorIllegalAddress: an illegal memory access",
            "start Python again: CUDA keeps such an error. CUDA_",
        ),
    ],
)
@pytest.mark.compiler
def test_a_launch_that_is_refused(cuda_on_cpu: list[HostGpu], code: int, what: str, hint: str) -> None:
    outputs, arrays = chain(2)
    program = compiled(outputs)
    cuda_on_cpu[0].refuse(code)
    with pytest.raises(DeviceError) as caught:
        program(put(*arrays), [])
    lines = str(caught.value).splitlines()
    assert lines[0].startswith(f"cuda:0 has stopped: {what}") and lines[2].startswith(f"  try: {hint}")


@pytest.mark.compiler
def test_an_assert_in_a_kernel(cuda_on_cpu: list[HostGpu]) -> None:
    (array,) = put(np.ones(3))
    cuda_on_cpu[0].fail(710)
    with pytest.raises(DeviceError) as caught:
        array.numpy()
    what, _, hint = str(caught.value).splitlines()
    assert what == "cuda:0 has stopped: device-side assert triggered"
    assert hint.startswith("  try: read what it has printed: an assert in the CUDA text of an operation has failed. ")


@pytest.mark.compiler
def test_memory_that_cuda_has_not_got_itself(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain(2)
    program, given = compiled(outputs), put(*arrays)
    cuda_on_cpu[0].refuse(2)
    with pytest.raises(DeviceError) as caught:
        program(given, [])
    what, _, hint = str(caught.value).splitlines()
    full = "cuda:0 is out of memory: CUDA has no room for the kernels, or for their graph, and "
    assert what.startswith(full) and "the largest parts are " in what
    assert hint.startswith("  try: a smaller batch, or give back what is not needed")
    cuda_on_cpu[0].refuse(0)
    assert program(given, [])[0].numpy().shape == (4, 6)  # nothing is broken by it
