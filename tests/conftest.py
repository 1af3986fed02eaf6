"""What every test shares: a kernel cache of its own, tiers by what a machine has, and hypothesis' settings."""

from __future__ import annotations

import ctypes
import functools
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from host_gpu import HostGpu

_WORKER = "PYTEST_XDIST_WORKER"

hypothesis.settings.register_profile("local", deadline=None, max_examples=20)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=20, derandomize=True, database=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def _no_compiler() -> str | None:
    from autograph.toolchain import compilers

    return compilers.missing_reason()


def _no_nvcc() -> str | None:
    from autograph.toolchain import nvcc

    return nvcc.missing_reason()


def _no_gpu() -> str | None:
    from autograph.backends import cuda

    return cuda.why_not()


def _no_mpi() -> str | None:
    if shutil.which("mpiexec") is None:
        return "no mpiexec on this machine"
    return None if importlib.util.find_spec("mpi4py") else "mpi4py is not installed"


_NEEDS = {
    "compiler": ("needs a C compiler", functools.cache(_no_compiler)),
    "nvcc": ("needs nvcc, but no GPU", functools.cache(_no_nvcc)),
    "gpu": ("needs a CUDA device", functools.cache(_no_gpu)),
    "mpi": ("needs MPI", functools.cache(_no_mpi)),
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests marked slow too")


def pytest_configure(config: pytest.Config) -> None:
    for name, (meaning, _) in _NEEDS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}; skipped with the reason where that is missing")
    config.addinivalue_line("markers", "slow: takes more than a few seconds; run with --slow")
    # Set before any test module imports autograph, so that neither collection nor a child process meets the user's
    # own cache. Workers of a parallel run inherit the folder.
    if _WORKER not in os.environ:
        os.environ["AUTOGRAPH_CACHE_DIR"] = tempfile.mkdtemp(prefix="autograph-tests-")
    from autograph.ops import load_all

    load_all()  # tests that ask the registry mean all ops


def pytest_unconfigure() -> None:
    if _WORKER not in os.environ:
        shutil.rmtree(os.environ["AUTOGRAPH_CACHE_DIR"], ignore_errors=True)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("slow") and not item.config.getoption("--slow"):
        pytest.skip("slow: run with --slow")
    for name in _NEEDS.keys() & {mark.name for mark in item.iter_markers()}:
        reason = _NEEDS[name][1]()
        if reason is not None:
            pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def cache_dir() -> Path:
    """The kernel cache of this test session, in this process and in its children."""
    from autograph import config

    config.cache_dir = Path(os.environ["AUTOGRAPH_CACHE_DIR"])
    return config.cache_dir


@pytest.fixture
def cuda_on_cpu() -> Iterator[list[HostGpu]]:
    """Two devices, "cuda:0" and "cuda:1", that are no GPUs: their kernels are compiled by g++ and run on the CPU."""
    from host_gpu import installed

    with installed() as gpus:
        yield gpus


@pytest.fixture(params=["stand-in", pytest.param("gpu", marks=pytest.mark.gpu)])
def cuda_device(request: pytest.FixtureRequest) -> Iterator[str]:
    """ "cuda:0": once as in `cuda_on_cpu`, and once a GPU where there is one."""
    from host_gpu import installed

    with installed() if request.param == "stand-in" else nullcontext():
        yield "cuda:0"


@pytest.fixture
def fixed_addresses() -> Iterator[None]:
    """Processes started now have no random addresses, which ThreadSanitizer's runtime does not always survive."""
    personality = ctypes.CDLL(None).personality
    before = personality(0xFFFFFFFF)
    personality(before | 0x0040000)
    yield
    personality(before)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parent.parent
