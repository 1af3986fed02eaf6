"""Arrays on a GPU from and to other libraries. NumPy writes and reads the capsules on the stand-in, whose memory is the
host's, once they say so."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from cuda_theirs import GPU, Interface, Reader, Theirs, on
from host_gpu import HostGpu, installed

import autograph as ag
from autograph import dtypes
from autograph.errors import ArgumentError, DeviceError, DtypeError, RangeError

pytestmark = pytest.mark.compiler
Array = np.ndarray[Any, Any]


def versioned(t: ag.Tensor, **options: Any) -> Array:
    return np.from_dlpack(Reader(t.__dlpack__(max_version=(1, 0), **options)))


OLD = np.lib.NumpyVersion(np.__version__) < "2.1.0"
newer = pytest.mark.skipif(OLD, reason="NumPy before 2.1 knows DLPack 0 alone")


@newer
@pytest.mark.parametrize("dtype", "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64".split())
def test_integers_go_out_and_come_in(dtype: str, cuda_on_cpu: list[HostGpu]) -> None:
    values = (np.arange(12) % 2).astype(dtype).reshape(3, 4)
    there = ag.asarray(values, device="cuda:0")
    found = versioned(there)
    assert found.dtype == values.dtype and found.tolist() == values.tolist()
    back = ag.from_dlpack(Theirs(values))
    assert (back.device, back.dtype) == ("cuda:0", dtypes.dtype(dtype)) and back.tolist() == values.tolist()


@newer
@pytest.mark.parametrize("shape", [(), (5,), (0, 3), (1, 1), (2, 3, 4)])
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_floats_go_out_and_come_in(shape: tuple[int, ...], dtype: str, cuda_on_cpu: list[HostGpu]) -> None:
    values = np.random.default_rng(0).normal(size=shape).astype(dtype)
    there = ag.asarray(values, device="cuda:0")
    assert there.__dlpack_device__() == (2, 0)
    found = versioned(there)
    assert found.dtype == values.dtype and found.shape == shape and found.tobytes() == values.tobytes()
    back = ag.from_dlpack(Theirs(values))
    assert back.shape == shape and back.numpy().tobytes() == values.tobytes()


def test_bfloat16_goes_out_and_comes_in(cuda_on_cpu: list[HostGpu]) -> None:
    there = ag.asarray(np.arange(5.0), dtype=ag.bfloat16, device="cuda:0")

    class Ours:
        __dlpack_device__ = there.__dlpack_device__
        __dlpack__ = there.__dlpack__

    back = ag.from_dlpack(Ours())
    assert back.dtype is ag.bfloat16 and back._held().address == there._held().address
    with pytest.raises(AttributeError, match="no name for bfloat16: use DLPack"):
        there.__cuda_array_interface__  # noqa: B018
    assert not hasattr(there, "__cuda_array_interface__")


@newer
def test_memory_is_shared_and_not_to_be_written_to(cuda_on_cpu: list[HostGpu]) -> None:
    there = ag.asarray(np.arange(6.0), device="cuda:0")
    found = versioned(there)
    assert found.ctypes.data == there._held().address and not found.flags.writeable
    copied = versioned(there, copy=True)
    assert copied.ctypes.data != there._held().address and copied.flags.writeable and copied.tolist() == found.tolist()
    old = np.from_dlpack(Reader(there.__dlpack__()))
    assert old.ctypes.data != there._held().address, "who cannot be told not to write gets a copy"
    with pytest.raises(BufferError, match="immutable"):
        there.__dlpack__(copy=False)
    values = np.arange(6.0)
    shared = ag.from_dlpack(Theirs(values))
    assert shared._held().address == values.ctypes.data
    assert ag.from_dlpack(Theirs(values), copy=True)._held().address != values.ctypes.data


@newer
@pytest.mark.parametrize("max_version", [None, (1, 0)])
def test_memory_stays_as_long_as_somebody_has_it(max_version: Any, cuda_on_cpu: list[HostGpu]) -> None:
    gpu = cuda_on_cpu[0]
    there = ag.asarray(np.arange(1000.0), device="cuda:0")

    def reserve() -> int:
        gc.collect()
        return sum(len(blocks) for blocks in gpu._reserve.values())

    before = reserve()
    found = np.from_dlpack(Reader(there.__dlpack__(max_version=max_version)))
    del there
    assert found.tolist() == list(range(1000))
    with_theirs = reserve()
    del found
    assert reserve() == with_theirs + 1 > before
    there = ag.asarray(np.arange(1000.0), device="cuda:0")
    before = reserve()
    capsule = there.__dlpack__(max_version=max_version)
    del there, capsule  # which nobody has taken
    assert reserve() > before


@pytest.mark.parametrize("known", [True, False])
def test_their_memory_goes_back_when_nothing_uses_it(known: bool, cuda_on_cpu: list[HostGpu]) -> None:
    gpu, gone = cuda_on_cpu[0], []

    class Noticed(np.ndarray[Any, Any]):
        def __del__(self) -> None:
            gone.append(gpu.launched == gpu.done)

    values = np.arange(1000.0, dtype=np.float32).view(Noticed)
    theirs = Theirs(values, known)
    x = ag.from_dlpack(theirs)
    assert theirs.streams == [gpu.stream]
    del theirs, values
    gc.collect()
    y = ag.compile(lambda x: x + 1, device="cuda:0")(x)
    assert not gone
    del x
    gc.collect()
    assert gone == [True], "once, after what reads it has run"
    assert y.tolist() == list(range(1, 1001))


VIEWS: list[Callable[[Array], Array]] = [
    lambda x: x.T, lambda x: x[::2], lambda x: x[:, 1:3], lambda x: x[::-1, ::-2], lambda x: x[1:, 1],
    lambda x: np.broadcast_to(x[0], (3, *x[0].shape)), lambda x: x[1:], lambda x: x[0, 1:], lambda x: x[:0, ::2],
]  # fmt: skip


@newer
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("by", [Theirs, Interface])
def test_any_strides(by: Any, view: Callable[[Array], Array], cuda_on_cpu: list[HostGpu]) -> None:
    values = view(np.arange(35.0, dtype=np.float32).reshape(5, 7))
    take = ag.from_dlpack if by is Theirs else lambda x: ag.asarray(x, device="cuda:0")
    with installed(1):
        x = take(by(values))
        np.testing.assert_array_equal(x.numpy(), values)
        np.testing.assert_array_equal((x * 2).numpy(), values * 2)
        assert x.device == "cuda:0"


@pytest.mark.parametrize("by", [Theirs, Interface])
def test_what_cannot_be_shared_is_told(by: Any) -> None:
    values = by(np.arange(12.0).reshape(3, 4).T)
    take = ag.from_dlpack if by is Theirs else ag.asarray
    with installed(1), pytest.raises(ArgumentError, match="cannot be shared, and copy=False") as caught:
        take(values, copy=False)
    assert "strides (1, 4)" in str(caught.value) and "pass a contiguous array" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 3


def test_the_other_gpu(cuda_on_cpu: list[HostGpu]) -> None:
    values = np.arange(3.0)
    theirs = Theirs(values, number=1)
    assert ag.from_dlpack(theirs).device == "cuda:1" and theirs.streams == [cuda_on_cpu[1].stream]
    assert ag.from_dlpack(Theirs(values), device="cuda:1").device == "cuda:1"
    assert ag.from_dlpack(Theirs(values), device="cpu").device == "cpu"
    assert ag.asarray(np.arange(3.0), device="cuda:1").__dlpack_device__() == (2, 1)
    with pytest.raises(DeviceError, match="there is no device 'cuda:2' here"):
        ag.from_dlpack(Theirs(values, number=2))


def test_values_are_complete_for_whoever_takes_them(cuda_on_cpu: list[HostGpu]) -> None:
    gpu = cuda_on_cpu[0]
    double = ag.compile(lambda x: x * 2, device="cuda:0")
    x = ag.asarray(np.arange(3.0), device="cuda:0")
    for stream in (None, 1, 2, 7):
        y = double(x)
        assert gpu.done < gpu.launched
        y.__dlpack__(stream=stream, max_version=(1, 0))
        assert gpu.done == gpu.launched
    for stream in (-1, gpu.stream):
        y = double(x)
        y.__dlpack__(stream=stream, max_version=(1, 0))
        assert gpu.done < gpu.launched, "the stream goes on in its order, or nobody wants to wait"
    y = double(x)
    y.__cuda_array_interface__  # noqa: B018
    assert gpu.done == gpu.launched
    with pytest.raises(ArgumentError, match="stream 0, which does not tell") as caught:
        y.__dlpack__(stream=0)
    assert "ask for stream 1" in str(caught.value)


def test_what_may_be_wrong_is_not_handed_over(cuda_on_cpu: list[HostGpu]) -> None:
    pick = ag.compile(lambda x, k: ag.take(x, k), device="cuda:0")
    x = ag.asarray(np.arange(3.0), device="cuda:0")
    with pytest.raises(RangeError, match="7"):
        pick(x, np.array([1, 7])).__dlpack__(stream=-1, max_version=(1, 0))
    with pytest.raises(RangeError, match="7"):
        pick(x, np.array([1, 7])).__cuda_array_interface__  # noqa: B018


@newer
def test_the_cpu_is_asked_for_a_copy(cuda_on_cpu: list[HostGpu]) -> None:
    there = ag.asarray(np.arange(3.0), device="cuda:0")
    capsule = there.__dlpack__(max_version=(1, 0), dl_device=(1, 0))
    assert np.from_dlpack(Reader(capsule)).tolist() == [0, 1, 2]
    with pytest.raises(BufferError, match="come to the CPU as a copy only"):
        there.__dlpack__(max_version=(1, 0), dl_device=(1, 0), copy=False)
    with pytest.raises(DeviceError, match=r"for device \(2, 1\)") as caught:
        there.__dlpack__(max_version=(1, 0), dl_device=(2, 1))
    assert "ask for its own, (2, 0), or the CPU, (1, 0)" in str(caught.value)


def test_capsules_that_are_none(cuda_on_cpu: list[HostGpu]) -> None:
    x = np.arange(3.0)

    class Again(Theirs):
        def __dlpack__(self, **_: Any) -> Any:
            return capsule

    capsule = on(GPU, x.__dlpack__())
    assert ag.from_dlpack(Again(x)).tolist() == [0, 1, 2]
    with pytest.raises(ArgumentError, match="somebody has taken it before") as caught:
        ag.from_dlpack(Again(x))
    assert "ask its library for a new one" in str(caught.value)
    with pytest.raises(DtypeError, match="elements of DLPack's code 5, 64 bits, 1 lanes") as dtype:
        ag.from_dlpack(Theirs(np.arange(3, dtype=np.complex64)))
    assert "convert them where they come from" in str(dtype.value)


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint64", "float16", "float32", "float64"])
def test_the_cuda_array_interface(dtype: str, cuda_on_cpu: list[HostGpu]) -> None:
    values = np.arange(6).astype(dtype).reshape(2, 3)
    there = ag.asarray(values, device="cuda:0")
    told = there.__cuda_array_interface__
    assert told == {
        "shape": (2, 3), "typestr": values.dtype.str, "data": (there._held().address, True), "strides": None,
        "stream": None, "version": 3,
    }  # fmt: skip
    came = ag.asarray(Interface(values), device="cuda:0")
    assert (came.device, came.dtype) == ("cuda:0", dtypes.dtype(dtype)) and came._held().address == values.ctypes.data
    assert came.tolist() == values.tolist()
    assert ag.asarray(Interface(values), ag.float64, device="cuda:1").tolist() == values.astype(float).tolist()
    assert not hasattr(ag.asarray(values), "__cuda_array_interface__")


def test_streams_of_interfaces_are_waited_for(cuda_on_cpu: list[HostGpu]) -> None:
    ag.asarray(Interface(np.arange(3.0)), device="cuda:0")
    assert cuda_on_cpu[0].others == 0
    ag.asarray(Interface(np.arange(3.0), stream=1), device="cuda:0")
    assert cuda_on_cpu[0].others == 1


def test_interfaces_that_do_not_say_enough(cuda_on_cpu: list[HostGpu]) -> None:
    x = np.arange(3.0)
    with pytest.raises(ArgumentError, match="does not tell on which of cuda:0, cuda:1 it is") as caught:
        ag.asarray(Interface(x))
    assert 'ag.asarray(x, device="cuda:1")' in str(caught.value)
    with pytest.raises(DtypeError, match="with a mask or in another byte order") as dtype:
        ag.asarray(Interface(x, mask=x), device="cuda:0")
    assert "convert it where it comes from" in str(dtype.value)
    with pytest.raises(ArgumentError, match=r"strides of \(12,\) bytes for elements of 8") as strides:
        ag.asarray(Interface(x, strides=(12,)), device="cuda:0")
    assert "copy it where it comes from" in str(strides.value)

    class Tracked:
        @property
        def __cuda_array_interface__(self) -> Any:
            raise RuntimeError("it requires a gradient")

    with pytest.raises(DtypeError, match="it requires a gradient") as tracked:
        ag.asarray(Tracked(), device="cuda:0")
    assert "detach it" in str(tracked.value)


def test_what_has_an_interface_and_is_on_the_cpu() -> None:
    class Both:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Array:
            return np.arange(3.0)

        @property
        def __cuda_array_interface__(self) -> Any:
            raise AttributeError("not on a GPU")

    assert ag.asarray(Both()).tolist() == [0, 1, 2]


def test_without_a_gpu() -> None:
    with installed(0), pytest.raises(DeviceError, match="there is no device 'cuda:0' here"):
        ag.asarray(Interface(np.arange(3.0)))


@pytest.mark.gpu
def test_torch_shares_memory() -> None:
    torch = pytest.importorskip("torch")
    if not torch.cuda.is_available():
        pytest.skip("PyTorch sees no GPU")
    x = ag.asarray(np.arange(6.0, dtype=np.float32).reshape(2, 3), device="cuda:0")
    theirs = torch.from_dlpack(x * 2)
    assert theirs.is_cuda and theirs.cpu().tolist() == [[0, 2, 4], [6, 8, 10]]
    back = ag.from_dlpack((theirs + 1).T)
    assert back.device == "cuda:0" and back.tolist() == [[1, 7], [3, 9], [5, 11]]
    ours = torch.ones(3, device="cuda")
    assert ag.asarray(ours)._held().address == ours.data_ptr()
