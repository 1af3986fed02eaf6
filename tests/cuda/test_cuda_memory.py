"""Memory of a device that is no GPU: copies, what is used again or given back, and what is said when it is short."""

from __future__ import annotations

import gc
import re
import threading

import numpy as np
import pytest
from cuda_calls import LINES, below, chain, close, compiled, floats, op, put
from host_gpu import HostGpu, installed
from programs import arguments, interpreted

from autograph.backends import cuda
from autograph.backends.cuda import memory
from autograph.errors import DeviceError

pytestmark = pytest.mark.compiler


def test_outputs_serve_again_once_nobody_has_them(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain()
    run, given = compiled(outputs), put(*arrays)
    made = run(given, [])[0]
    address = made.address
    assert run(given, [])[0].address != address
    close([made], interpreted(outputs, arrays))
    del made
    assert address in {run(given, [])[0].address for _ in range(2)}


def test_memory_goes_back_with_the_last_reference(cuda_on_cpu: list[HostGpu]) -> None:
    gpu = cuda_on_cpu[0]
    array = cuda.put(floats(100), "cuda:0")
    address, used = array.address, gpu.used
    copied = array.copy()
    assert copied.address != address and gpu.used == used + 400
    del array
    assert cuda.put(floats(100), "cuda:0").address == address and gpu.used == used + 400
    np.testing.assert_array_equal(np.asarray(copied), floats(100))


def there_and_over() -> tuple[cuda.DeviceArray, cuda.DeviceArray]:
    """A copy on "cuda:1" of an array on "cuda:0" whose memory serves again at once; nothing has run yet."""
    source = cuda.put(floats(100), "cuda:0")
    copied, address = cuda.put(source, "cuda:1"), source.address
    del source
    over = cuda.put(floats(100, seed=1), "cuda:0")
    assert over.address == address
    return copied, over


def test_another_device_copies_without_the_host(cuda_on_cpu: list[HostGpu]) -> None:
    copied, over = there_and_over()
    assert [g.done for g in cuda_on_cpu] == [0, 0] and [g.launched > 0 for g in cuda_on_cpu] == [True, True]
    cuda_on_cpu[0].wait()
    assert copied.device == "cuda:1"
    np.testing.assert_array_equal(copied.numpy(), floats(100))
    np.testing.assert_array_equal(over.numpy(), floats(100, seed=1))


@pytest.mark.parametrize("missing", [0, 1], ids=["the source's values", "the end of the copy"])
def test_a_device_that_does_not_follow_another_is_found(
    missing: int, cuda_on_cpu: list[HostGpu], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cuda_on_cpu[1 - missing], "follow", lambda mark: None)
    copied, _ = there_and_over()
    if missing:
        cuda_on_cpu[0].wait()
    assert not np.array_equal(copied.numpy(), floats(100))


def test_two_threads_that_wait_for_two_devices(cuda_on_cpu: list[HostGpu]) -> None:
    arrays = [cuda.put(floats(50), "cuda:0")]
    for k in range(1, 200):
        arrays.append(cuda.put(arrays[-1], f"cuda:{k % 2}"))
    threads = [threading.Thread(target=lambda a=a: a.numpy()) for a in arrays[-1:-41:-1]]
    for t in threads:
        t.start()
    for t in threads:
        t.join(60)
    assert not any(t.is_alive() for t in threads)
    np.testing.assert_array_equal(arrays[-1].numpy(), floats(50))


@pytest.mark.parametrize("size", [0, 1, memory.PIECE // 4, memory.PIECES * memory.PIECE // 4 + 3])
def test_copies_of_any_size_go_there_and_back(size: int, cuda_device: str) -> None:
    values = np.arange(3 * size, dtype=np.float32).reshape(size, 3)[:, ::-1]
    given = values.copy()
    array = cuda.put(given.T, "cuda:0")
    given[:] = -1  # which the copy does not see
    assert (array.shape, array.dtype, array.nbytes) == ((3, size), np.dtype(np.float32), 12 * size)
    np.testing.assert_array_equal(array.numpy(), values.T)
    np.testing.assert_array_equal(np.asarray(array, np.float64), values.T.astype(np.float64))
    with pytest.raises(ValueError, match="NumPy gets a copy"):
        array.__array__(copy=False)


def test_memory_that_is_short_is_mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    outputs, arrays = chain(steps=3, size=300)
    products = [n for n in below(outputs[0]) if n.op.name == "matmul"]
    with installed(1, nbytes=365_000 + 3 * 4800) as (gpu,):
        run = compiled(outputs, dict(zip(reversed(products), LINES)))
        given = put(*arrays)
        close(run(given, []), interpreted(outputs, arrays))  # what was kept of the call before goes first
        run.release()
        gpu.trim()
        held = put(floats(gpu.free() // 4))
        with pytest.raises(DeviceError) as caught:
            run(given, [])
        what, where, hint = str(caught.value).splitlines()
        largest = ", ".join([r"4\.7 KiB of model\.py:\d"] * 3)
        needed = r"[\d.]+ KiB of intermediates, 4\.7 KiB of outputs, and [\d.]+ \w+ of [\d.]+ KiB are free"
        pattern = f"cuda:0 is out of memory: the call takes {needed}; the largest parts are {largest}"
        assert re.fullmatch(pattern, what), what
        assert re.fullmatch(r"  at model\.py:\d: line \d", where)
        assert hint.startswith("  try: a smaller batch, or give back what is not needed: release()")
        with pytest.raises(DeviceError, match=r"out of memory: an array float32\[1000, 1000\] takes 3.8 MiB, and"):
            cuda.put(floats(1000, 1000), "cuda:0")
        del held
        close(run(given, []), interpreted(outputs, arrays))


def test_what_programs_keep_is_bounded(cuda_on_cpu: list[HostGpu], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "KEPT", 20_000 / cuda_on_cpu[0].nbytes)
    runs = []
    for rows in range(50, 60):
        arrays = [floats(rows, 10), floats(10, 10)]
        x, w = arguments(arrays)
        for _ in range(3):
            x = op("matmul", x, w)
        runs.append(compiled([x]))
        close(runs[-1](put(*arrays), []), interpreted([x], arrays))
        programs = memory.memory("cuda:0").programs
        assert sum(p.kept for p in programs) <= 20_000
    assert runs[-1].kept > 0 and runs[0].kept == 0
    runs[-1].release()
    assert runs[-1].kept == 0


def test_a_program_that_is_gone_keeps_nothing(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain(size=50)
    run = compiled(outputs)
    for _ in range(3):
        close(run(put(*arrays), []), interpreted(outputs, arrays))
    del run
    gc.collect()
    assert list(memory.memory("cuda:0").programs) == []
    cuda_on_cpu[0].trim()
    assert cuda_on_cpu[0].used == 0


def test_who_waits_for_values_does_not_hold_up_copies(cuda_on_cpu: list[HostGpu]) -> None:
    gpu = cuda_on_cpu[0]
    outputs, arrays = chain()
    (made,) = compiled(outputs)(put(*arrays), [])
    wait, copied = gpu.run, []

    def waiting(count: int) -> None:
        if threading.current_thread() is not threading.main_thread() or copied:
            return wait(count)
        other = threading.Thread(target=lambda: copied.append(cuda.put(floats(3), "cuda:0")))
        other.start()
        other.join(timeout=30)
        assert copied, "a copy waits for another thread's values"
        return wait(count)

    gpu.run = waiting  # type: ignore[method-assign]
    close([made], interpreted(outputs, arrays))
