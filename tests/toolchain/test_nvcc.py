"""nvcc: found, asked for architectures, and what is said where it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograph import config
from autograph.errors import CompilerError, MissingCompilerError
from autograph.toolchain import find_nvcc, nvcc


@pytest.mark.nvcc
def test_cuda_source_is_compiled_without_a_gpu(tmp_path: Path) -> None:
    kernel = tmp_path / "twice.cu"
    kernel.write_text('extern "C" __global__ void twice(float *x) { x[threadIdx.x] *= 2; }\n')
    find_nvcc().compile_only(kernel, tmp_path / "twice.o")
    assert (tmp_path / "twice.o").stat().st_size > 0
    kernel.write_text('extern "C" __global__ void twice(float *x) { x[threadIdx.y] *= y; }\n')
    with pytest.raises(CompilerError, match=r"twice\.cu: .*twice\.cu\(1\): error: .*\"y\" is undefined"):
        find_nvcc().compile_only(kernel, tmp_path / "bad.o")


@pytest.mark.nvcc
def test_the_architecture_enters_the_flags_and_the_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "cuda_arch", None)
    hopper = find_nvcc()
    assert "-gencode=arch=compute_90a,code=sm_90a" in hopper.flags
    monkeypatch.setattr(config, "cuda_arch", "sm_80")
    assert "-gencode=arch=compute_80,code=sm_80" in find_nvcc().flags
    assert find_nvcc().identity != hopper.identity
    assert find_nvcc(["sm_90a"]).identity == find_nvcc().identity, "what the user asks for goes before the devices"


@pytest.mark.nvcc
def test_code_is_generated_for_each_kind_of_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "cuda_arch", None)
    asked = [flag for flag in find_nvcc(["sm_80", "sm_90a"]).flags if flag.startswith("-gencode")]
    assert asked == ["-gencode=arch=compute_80,code=sm_80", "-gencode=arch=compute_90a,code=sm_90a"]


def test_a_missing_nvcc_says_what_was_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "nvcc", "/nowhere/nvcc")
    with pytest.raises(
        MissingCompilerError, match=r"nvcc not found: looked for /nowhere/nvcc(.|\n)*try: .*AUTOGRAPH_NVCC"
    ):
        find_nvcc()
    assert nvcc.missing_reason() == "nvcc not found: looked for /nowhere/nvcc"
