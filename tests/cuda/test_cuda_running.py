"""A program on a device that is no GPU: what it launches, when, on which memory, and what it says when that fails."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from cuda_calls import LINES, below, chain, close, compiled, floats, op, put
from host_gpu import HostGpu
from programs import Array, arguments, interpreted, type_of

import autograph as ag
from autograph import dtypes, pipeline
from autograph.backends import backend, cuda
from autograph.backends.cuda.interface import LAUNCHER, PASTS
from autograph.errors import DeviceError, RangeError
from autograph.graph import Node, node
from autograph.ops.source import Input, Scalar

pytestmark = pytest.mark.compiler


@ag.op
class Reversed(ag.Op):
    """The rows from the last to the first, which NumPy alone can."""

    def infer(self, x: Any) -> Any:
        return x

    def numpy(self, x: Any) -> Any:
        return x[::-1]


@pytest.mark.parametrize("name", ["status_t", "step_t", "binding_t", "past_t", "frame_t"])
def test_the_structures_are_the_launchers(name: str) -> None:
    def fields(text: str) -> list[str]:
        body = re.search(rf"typedef struct \{{([^}}]*)\}} {name};", re.sub(r"//.*", "", text))
        assert body is not None
        return re.findall(r"(\w+)(?:\[\w+\])?\)?(?:\(void\))?(?=\s*[,;])", body[1])

    assert fields(LAUNCHER.declarations) == fields(cuda.launcher_text()) != []


def test_nothing_runs_before_somebody_waits(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain()
    run, given = compiled(outputs), put(*arrays)
    cuda_on_cpu[0].wait()
    begun = cuda_on_cpu[0].launched
    (made,) = run(given, [])
    assert cuda_on_cpu[0].launched == begun + 5
    arrays[0][:] = 0  # the device has its own
    close([made], interpreted(outputs, [floats(4, 6), arrays[1]]))


def test_addresses_that_come_again_are_replayed_as_a_graph(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain()
    run, given, gpu = compiled(outputs), put(*arrays), cuda_on_cpu[0]
    first, second = run(given, []), run(given, [])  # which is another array as long as the first is held
    assert (gpu.kernels, gpu.graphs) == (2 * 5, 0)
    del first, second
    expected = interpreted(outputs, arrays)
    for _ in range(6):
        close(run(given, []), expected)
    assert (gpu.kernels, gpu.graphs) == (2 * 5, 6)
    other = put(floats(4, 6, seed=7))[0]
    for _ in range(4):  # twice with each output
        close(run([other, given[1]], []), interpreted(outputs, [floats(4, 6, seed=7), arrays[1]]))
    assert (gpu.kernels, gpu.graphs) == (4 * 5, 8)


def test_a_few_graphs_are_kept_and_the_least_used_goes(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain()
    run, gpu = compiled(outputs), cuda_on_cpu[0]
    w = put(arrays[1])[0]
    given = [put(floats(4, 6, seed=k))[0] for k in range(PASTS + 1)]
    expected = [interpreted(outputs, [floats(4, 6, seed=k), arrays[1]]) for k in range(PASTS + 1)]
    for _ in range(3):
        for k in range(PASTS):
            close(run([given[k], w], []), expected[k])
    assert gpu.graphs == 2 * PASTS
    for _ in range(2):  # one more than are kept, in turns: none is there when it comes again
        for k in range(PASTS + 1):
            close(run([given[k], w], []), expected[k])
    assert gpu.graphs < 2 * PASTS + (PASTS + 1)


def test_few_steps_make_no_graph(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain(steps=2)
    run, given = compiled(outputs), put(*arrays)
    for _ in range(4):
        close(run(given, []), interpreted(outputs, arrays))
    assert cuda_on_cpu[0].graphs == 0


def test_numbers_change_from_call_to_call(cuda_device: str) -> None:
    """More of them than one launch takes with it, half of them float32; also when the call is replayed."""
    (x,) = arguments([floats(5)])
    y = op("cast", x, dtype=dtypes.float64)
    for k in range(70):
        number = node(Scalar(k, (dtypes.float32, dtypes.float64)[k % 2]))
        y = op(
            "add", op("multiply", y, op("cast", number, dtype=dtypes.float64)), op("cast", number, dtype=dtypes.float64)
        )
    outputs = [op("sum", op("tanh", y), axes=(0,)), y]
    run, (given,) = compiled(outputs), put(floats(5))
    held = [run([given], [0.0] * 70) for _ in range(2)]
    pending = []
    for k in range(4):
        numbers = list(np.random.default_rng(k).uniform(0.5, 1.0, 70))
        pending.append((run([given], numbers), numbers))
    del held
    for (_, made), numbers in pending:
        value = floats(5).astype(np.float64)
        for k, number in enumerate(numbers):
            number = float(np.float32(number)) if k % 2 == 0 else number
            value = value * number + number
        np.testing.assert_allclose(made.numpy(), value, rtol=1e-12)


def test_several_threads_call_at_once(cuda_device: str) -> None:
    outputs, arrays = chain(size=9)
    run, w = compiled(outputs), put(arrays[1])[0]

    def call(seed: int) -> bool:
        x = floats(4, 9, seed=seed)
        expected = interpreted(outputs, [x, arrays[1]])
        given = put(x)[0]
        for _ in range(6):
            close(run([given, w], []), expected)
        return True

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(call, range(12)))


def test_each_device_has_its_own(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain()
    made = [compiled(outputs, on=f"cuda:{k}")(put(*arrays, on=f"cuda:{k}"), []) for k in range(2)]
    assert [a.device for (a,) in made] == ["cuda:0", "cuda:1"]
    assert cuda_on_cpu[0].kernels == cuda_on_cpu[1].kernels == 5
    moved = cuda.put(made[0][0], "cuda:1")
    np.testing.assert_array_equal(moved.numpy(), made[1][0].numpy())


def test_arguments_that_are_results_are_passed_on(cuda_device: str) -> None:
    x, y = arguments([floats(3), floats(3)])
    product, number = op("multiply", x, y), node(Scalar(0, dtypes.float32))
    run = compiled([x, product, product, number, y])
    given = put(floats(3), floats(3, seed=1))
    made = run(given, [2.5])
    assert made[0] is given[0] and made[1] is made[2] and made[4] is given[1]
    assert made[3].numpy() == np.float32(2.5) and made[3].shape == ()
    np.testing.assert_array_equal(made[1].numpy(), floats(3) * floats(3, seed=1))


def prepared() -> tuple[Any, list[Array]]:
    """x @ (v @ w) with v and w the same in most calls."""
    arrays = [floats(6, 40), floats(40, 24, seed=1), floats(24, 30, seed=2)]
    x, v, w = (node(Input(k, type_of(a), steady=k > 0)) for k, a in enumerate(arrays))
    return compiled([op("matmul", x, op("matmul", v, w))]), arrays


def test_what_is_prepared_is_prepared_once(cuda_on_cpu: list[HostGpu]) -> None:
    run, (x, v, w) = prepared()
    given, gpu = put(x, v, w), cuda_on_cpu[0]
    assert run.plan.preparation.steps == 1 and len(run.plan.steps) == 2
    counts = []
    for weights in (given[2], given[2], put(w * 2)[0], given[2], given[2]):
        before = gpu.kernels
        close(run([given[0], given[1], weights], []), [x @ (v @ weights.numpy())])
        counts.append(gpu.kernels - before)
    assert counts == [2, 1, 2, 2, 1]


def test_an_array_of_the_host_is_never_taken_for_prepared(cuda_device: str) -> None:
    run, (x, v, w) = prepared()
    close(run([x, v, w], []), [x @ (v @ w)])
    w *= 3
    close(run([x, v, w], []), [x @ (v @ w)])


def classifier() -> tuple[list[Node], list[Array]]:
    arrays = [np.arange(5) % 3, floats(5, 3)]
    labels, x = arguments(arrays)
    return [op("multiply", op("one_hot", labels, size=3, dtype=dtypes.float32), x)], arrays


def test_an_index_outside_its_range_is_told_with_its_line(cuda_device: str) -> None:
    outputs, arrays = classifier()
    hot = next(n for n in outputs[0].inputs if n.op.name == "one_hot")
    run = compiled(outputs, {hot: LINES[0]})
    x = put(arrays[1])[0]
    for _ in range(2):
        close(run([put(arrays[0])[0], x], []), interpreted(outputs, arrays))
        with pytest.raises(RangeError) as caught:
            run([put(arrays[0] + 2)[0], x], [])[0].numpy()
        what, where, _ = str(caught.value).splitlines()
        assert what in {f"index {k} is out of range: expected 0 … 2" for k in (3, 4)}
        assert where == "  at model.py:1: line 1"


def test_a_launch_that_is_refused_names_the_line(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain(size=7)
    products = [n for n in below(outputs[0]) if n.op.name == "matmul"]
    run, given = compiled(outputs, dict(zip(reversed(products), LINES))), put(*arrays)
    cuda_on_cpu[0].refuse(9)
    with pytest.raises(DeviceError) as caught:
        run(given, [])
    what, where, hint = str(caught.value).splitlines()
    assert what == "cuda:0 has stopped: cudaErrorInvalidConfiguration: invalid configuration argument"
    assert where == "  at model.py:1: line 1"
    assert "start Python again" in hint and "compute-sanitizer" in hint
    cuda_on_cpu[0].refuse(0)
    close(run(given, []), interpreted(outputs, arrays))


def test_what_fails_later_is_told_when_somebody_waits(cuda_on_cpu: list[HostGpu]) -> None:
    outputs, arrays = chain()
    run, given = compiled(outputs), put(*arrays)
    made = run(given, [])
    cuda_on_cpu[0].fail(700)
    (last,) = run(given, [])
    with pytest.raises(DeviceError, match="cuda:0 has stopped: an illegal memory access was encountered"):
        last.numpy()
    with pytest.raises(DeviceError, match="cuda:0 has stopped"):
        made[0].numpy()


def test_an_op_without_a_kernel_runs_on_the_host(cuda_device: str) -> None:
    (x,) = arguments([floats(4, 4)])
    outputs = [op("add", Reversed().apply(op("tanh", x)), op("exp", x)), x]
    run, given = compiled(outputs), put(floats(4, 4))
    for _ in range(3):
        close(run(given, []), interpreted(outputs, [floats(4, 4)]))


def test_steps_are_timed_on_the_device(cuda_device: str) -> None:
    outputs, arrays = classifier()
    low = pipeline.lowered(outputs, {}, backend("cuda"))
    functions, _ = pipeline.functions_of(low, backend("cuda"))
    steps, whole = cuda.timed(low.plan, functions, arrays, [], 1, 0.01)
    assert len(steps) == len(low.plan.steps) and min(steps) > 0 and whole >= 0
