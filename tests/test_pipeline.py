"""The whole compiler: deterministic, cached, safe to call from many threads, the same bits for any number of them."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from programs import Array, arguments, interpreted, lowerings, programs
from random_graphs import random_graph

import autograph as ag
from autograph import dtypes
from autograph.autodiff import differentiate
from autograph.backends import backend
from autograph.errors import Location, RangeError
from autograph.frontend.programs import with_known
from autograph.graph import REGISTRY, Node, graph_text, topological
from autograph.graph.check import check_graph
from autograph.ops.contraction import matmul
from autograph.ops.convolution import Conv2d
from autograph.ops.elementwise import add, exp, multiply
from autograph.ops.gradient import gradient
from autograph.ops.indexing import OneHot
from autograph.ops.movement import reshape
from autograph.ops.pooling import MaxPool2d
from autograph.ops.reduction import reduce_mean, reduce_sum
from autograph.ops.source import constant
from autograph.pipeline import compiled, lowered, simplified
from autograph.plans import plan_key

pytestmark = pytest.mark.compiler
F = dtypes.float32


def training_step(batch: int = 20, width: int = 30) -> tuple[list[Array], list[Node]]:
    """A small network's loss and gradients: convolution, pooling, matmul, softmax."""
    rng = np.random.default_rng(batch)
    shapes = [(batch, 1, 10, 10), (4, 1, 3, 3), (64, width), (width,)]
    arrays: list[Array] = [rng.standard_normal(s, np.float32) for s in shapes]
    arrays.append(rng.integers(0, width, batch))
    x, w, v, b, labels = arguments(arrays)
    y = REGISTRY["relu"]().apply(Conv2d().apply(x, w))
    z = add(matmul(reshape(MaxPool2d((2, 2), (2, 2)).apply(y), (batch, 64)), v), b)
    chosen = multiply(z, OneHot(width, F).apply(labels))
    total = add(reduce_sum(exp(multiply(z, constant(0.1, F))), (1,)), reduce_sum(chosen, (1,)))
    loss = reduce_mean(total, (0,))
    return arrays, [loss, *differentiate(loss, constant(1, F), [w, v, b])]


def digests() -> str:
    """What a process generates for a training step and some random graphs."""
    r = random.Random("digests")
    graphs = [training_step()[1], *[random_graph(r).outputs for _ in range(25)]]
    return hashlib.sha256("\n".join(s.text for low in lowerings(graphs) for s in low.sources).encode()).hexdigest()


def test_the_same_text_in_every_process() -> None:
    """Hashes of strings differ from process to process; what is generated must not: it is the key of the cache."""
    code = "import test_pipeline; print(test_pipeline.digests())"
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    found = {digests()}
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        found.add(run.stdout.strip())
    assert len(found) == 1


def test_simplified_leaves_only_ops_that_have_a_lowering() -> None:
    arrays, outputs = training_step()
    made = simplified([*outputs, gradient(outputs[0], constant(1, F), arguments(arrays)[1])], {})
    check_graph(made, "simplified", allow_derived=False)
    assert made[1] is made[-1], "two ways to ask for one derivative are one node"
    for got, wanted in zip(interpreted(made, arrays), interpreted(outputs, arrays)):
        np.testing.assert_allclose(got, wanted, rtol=1e-5, atol=1e-5 * np.abs(wanted).max())


def test_a_lowered_graph_fits_together() -> None:
    _, outputs = training_step()
    (low,) = lowerings([outputs])
    assert len(low.groups) == len(low.kernels) == len(low.sources) == len(low.plan.steps)
    assert low.plan.outputs == tuple((n.shape, n.dtype.name) for n in outputs)
    for g, kernel, source, step in zip(low.groups, low.kernels, low.sources, low.plan.steps):
        assert step.kernel == source.digest and source.name.startswith(kernel.label)
        assert len(step.places) == len(kernel.buffers) == len(g.reads) + len(g.outputs)
        assert [b.written for b in kernel.buffers] == [False] * len(g.reads) + [True] * len(g.outputs)
        assert [p.nbytes for p in step.places] >= [n.type.nbytes for n in (*g.reads, *g.outputs)]
    assert low.plan.work == sum(k.flops + k.traffic // 4 for k in low.kernels) > 0


def test_lines_reach_the_kernels() -> None:
    (x,) = arguments([np.ones(40, np.float32)])
    made = exp(x)
    line = Location("model.py", 5, "y = exp(x)")
    low = lowered([made], {made: line}, backend())
    assert low.lines == ((line,),) and "model.py:5: y = exp(x)" in low.sources[0].text
    assert low.sources[0].digest == lowerings([[made]])[0].sources[0].digest, "a moved line compiles nothing"


def test_a_program_computes_what_the_interpreter_does() -> None:
    arrays, outputs = training_step(37)
    program, cost = compiled(outputs, {})
    assert cost["kernels"] >= cost["compiled"] > 0
    for got, wanted in zip(program(arrays, []), interpreted(outputs, arrays)):
        np.testing.assert_allclose(got, wanted, rtol=1e-5, atol=1e-5 * np.abs(wanted).max())


def test_a_known_graph_compiles_nothing() -> None:
    arrays, outputs = training_step(23)
    first, _ = compiled(outputs, {})
    again, cost = compiled(outputs, {})
    assert cost["compiled"] == 0
    for a, b in zip(first(arrays, []), again(arrays, [])):
        np.testing.assert_array_equal(a, b)


def test_known_kernels_in_a_new_graph_compile_nothing() -> None:
    arrays = [np.ones((6, 11), np.float32), np.ones((11, 13), np.float32)]
    x, y = arguments(arrays)
    compiled([matmul(x, y)], {})
    compiled([exp(matmul(x, y)), x], {})
    _, cost = compiled([exp(matmul(x, y)), matmul(x, y)], {})
    assert cost["compiled"] <= 1


def test_plan_keys_tell_graphs_apart() -> None:
    (x,) = arguments([np.ones(5, np.float32)])
    end = backend()
    keys = [plan_key(g, end) for g in ([exp(x)], [exp(exp(x))], [x], [exp(x), x])]
    assert len(set(keys)) == 4 and plan_key([exp(x)], end) == keys[0]


def test_known_values_become_inputs() -> None:
    arrays = [np.arange(4, dtype=np.float32)]
    (x,) = arguments(arrays)
    middle = exp(x)
    slope = gradient(reduce_sum(multiply(middle, middle), (0,)), constant(1, F), x)
    (made,) = with_known([slope], [middle], 1, {})
    assert not any(n.op.name == "exp" for n in topological([made]))
    np.testing.assert_allclose(
        interpreted([made], [*arrays, np.exp(arrays[0])])[0], 2 * np.exp(2 * arrays[0]), rtol=1e-6
    )


@pytest.mark.parametrize("bad", [10, -1, 2**40])
def test_a_label_out_of_range_is_an_error_with_its_line(bad: int) -> None:
    arrays = [np.array([3, 4, bad, 5]), np.ones((4, 10), np.float32)]
    labels, x = arguments(arrays)
    hot = OneHot(10, F).apply(labels)
    out = reduce_sum(multiply(hot, x), (0, 1))
    lines = {hot: Location("train.py", 8, "loss = F.cross_entropy(z, y)")}
    for _ in range(2):  # compiled, and from the plan on disk
        program, _ = compiled([out], lines)
        with pytest.raises(RangeError) as caught:
            program(arrays, [])
        assert str(caught.value).splitlines() == [
            f"index {bad} is out of range: expected 0 … 9",
            "  at train.py:8: loss = F.cross_entropy(z, y)",
            "  try: check the labels or indices: each must lie in 0 … 9",
        ]
        arrays_good = [np.array([3, 4, 9, 5]), arrays[1]]
        assert program(arrays_good, [])[0] == 4, "an error leaves the program usable"


def big_step() -> tuple[list[Array], list[Node]]:
    rng = np.random.default_rng(1)
    arrays: list[Array] = [rng.standard_normal(s, np.float32) for s in ((300, 257), (257, 129), (300, 129))]
    x, w, y = arguments(arrays)
    z = add(matmul(x, w), y)
    total = reduce_sum(exp(multiply(z, constant(0.01, F))), (0, 1))
    column = reduce_sum(multiply(z, z), (0,))
    return arrays, [total, column, *differentiate(total, constant(1, F), [x, w])]


@pytest.mark.parametrize("make", [training_step, big_step])
def test_the_same_bits_for_any_number_of_threads(make: object) -> None:
    arrays, outputs = make()  # type: ignore[operator]
    (alone,) = programs([outputs], threads=1)
    wanted = alone(arrays)
    for threads in (2, 3, 7):
        (run,) = programs([outputs], threads=threads)
        for _ in range(5):
            for got, expected in zip(run(arrays), wanted):
                assert got.tobytes() == expected.tobytes()


def test_many_threads_may_call_one_program() -> None:
    arrays, outputs = training_step(29)
    program, _ = compiled(outputs, {}, threads=1)
    inputs = [[a + k if a.dtype == np.float32 else a for a in arrays] for k in range(4)]
    wanted = [program(i, []) for i in inputs]
    wrong: list[str] = []

    def work(k: int) -> None:
        for _ in range(40):
            for got, expected in zip(program(inputs[k], []), wanted[k]):
                if got.tobytes() != expected.tobytes():
                    wrong.append(f"call with arguments {k}")

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert wrong == []


def test_results_are_new_arrays() -> None:
    arrays, outputs = training_step()
    program, _ = compiled(outputs, {})
    first = program(arrays, [])
    kept = [a.copy() for a in first]
    program([a * 2 if a.dtype == np.float32 else a for a in arrays], [])
    for a, b in zip(first, kept):
        np.testing.assert_array_equal(a, b)


def test_the_text_of_a_simplified_graph_is_stable() -> None:
    _, outputs = training_step()
    assert graph_text(simplified(outputs, {})) == graph_text(simplified(outputs, {}))


@pytest.mark.compiler
def test_a_function_of_hundreds_of_arrays_runs() -> None:
    def total(*arrays: ag.Tensor) -> ag.Tensor:
        level = list(arrays)
        while len(level) > 1:
            level = [a + b for a, b in zip(level[::2], level[1::2])] + level[len(level) // 2 * 2 :]
        return level[0]

    arrays = [np.full(5, k, np.float32) for k in range(300)]
    np.testing.assert_array_equal(ag.compile(total)(*arrays), np.full(5, sum(range(300))))


@pytest.mark.compiler
def test_the_kernels_of_all_time_steps_are_one_text() -> None:
    """A step reads its part of a sequence at an address; where that lies is no part of the kernel."""

    @ag.compile
    def last(x: ag.Tensor, w: ag.Tensor) -> ag.Tensor:
        h = x[:, 0]
        for t in range(1, x.shape[1]):
            h = ag.tanh(x[:, t] + h @ w)
        return h

    x = np.random.default_rng(3).normal(size=(4, 7, 8)).astype(np.float32)
    w = np.random.default_rng(4).normal(size=(8, 8)).astype(np.float32)
    wanted = x[:, 0]
    for t in range(1, 7):
        wanted = np.tanh(x[:, t] + wanted @ w)
    np.testing.assert_allclose(last(x, w).numpy(), wanted, rtol=1e-5, atol=1e-6)
    kernels = last.kernels(x, w)
    # The first state is read where it lies in x, so its rows are further apart than those of later ones.
    assert len(kernels) == 6 and len({k.name for k in kernels}) == 2
    assert "in0 = input 0 from 16" in last.source(x, w)


@pytest.mark.compiler
def test_an_index_read_at_an_address_is_the_one_that_lies_there() -> None:
    @ag.compile
    def rows(table: ag.Tensor, numbers: ag.Tensor) -> ag.Tensor:
        return ag.take(table, ag.take(numbers[8:12], ag.asarray(numbers[5:8]), axis=0), axis=0)

    numbers = np.array([9, 9, 9, 9, 9, 3, 0, 2, 1, 4, 0, 3])
    table = np.random.default_rng(5).normal(size=(5, 3)).astype(np.float32)
    np.testing.assert_array_equal(rows(table, numbers), table[[3, 1, 0]])


def test_groups_with_equal_scalars_are_lowered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A network's layers, and a recurrence's steps, cost the compiler one kernel each kind, not one each."""
    from autograph import lower as lowering

    bodies = []
    plain = lowering.kernel
    monkeypatch.setattr(lowering, "kernel", lambda label, *rest: bodies.append(label) or plain(label, *rest))
    x, *weights = arguments([np.zeros((8, 24), np.float32), *[np.zeros((24, 24), np.float32)] * 12])
    for w in weights:
        x = REGISTRY["tanh"]().apply(matmul(x, w))
    (low,) = lowerings([[x]])
    assert len(low.kernels) == 12 and len(bodies) == 1 and len({s.digest for s in low.sources}) == 1
