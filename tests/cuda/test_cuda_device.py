"""Devices, and what nvcc compiles for them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from host_gpu import HostGpu

from autograph import backends
from autograph.backends import cuda
from autograph.backends.cuda import kept, runtime
from autograph.backends.cuda.gpu import architecture
from autograph.errors import CompilerError, DeviceError


def test_a_device_that_is_not_there(cuda_on_cpu: list[HostGpu]) -> None:
    assert backends.devices()[-2:] == ["cuda:0", "cuda:1"]
    assert backends.named("cuda") == "cuda:0"
    with pytest.raises(DeviceError) as caught:
        backends.named("cuda:2")
    what, _, hint = str(caught.value).splitlines()
    assert what == "there is no device 'cuda:2' here, only cuda:0, cuda:1"
    assert hint == "  try: use one of these; CUDA_VISIBLE_DEVICES decides which GPUs a process sees"


@pytest.mark.parametrize(("capability", "name"), [((7, 5), "sm_75"), ((9, 0), "sm_90a"), ((12, 0), "sm_120a")])
def test_the_architecture_of_a_device(capability: tuple[int, int], name: str) -> None:
    assert architecture(capability) == name


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
