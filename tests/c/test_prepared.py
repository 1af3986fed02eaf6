"""What is made from variables alone is kept between calls, and made again whenever one of them may have changed."""

from __future__ import annotations

import gc
import threading
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import loans, nn
from autograph.backends.c import device
from autograph.backends.c.frame import Frame

pytestmark = pytest.mark.compiler

Array = np.ndarray[Any, Any]
RETRACE = pytest.mark.parametrize("retrace", ["always", "signature"])
X = np.random.default_rng(0).standard_normal((12, 40)).astype(np.float32)


def weights(seed: int = 1) -> Array:
    return np.random.default_rng(seed).standard_normal((24, 40)).astype(np.float32)


class Dense:
    """x @ w.T, whose weights are stored by columns once; it counts how often they are."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, retrace: str = "always"):
        self.w = nn.Parameter(weights())
        self.prepared = 0
        self.call = ag.compile(lambda x: x @ self.w.T, retrace=retrace)
        keep = Frame.keep

        def counted(frame: Any, *arguments: Any) -> None:
            self.prepared += 1
            keep(frame, *arguments)

        monkeypatch.setattr(Frame, "keep", counted)

    def check(self, w: Array) -> None:
        """The product with these weights, whose array nobody gets to see."""
        np.testing.assert_allclose(self.call(X).numpy(), X @ w.T, rtol=1e-4, atol=1e-4)


@RETRACE
def test_weights_are_packed_once(monkeypatch: pytest.MonkeyPatch, retrace: str) -> None:
    dense = Dense(monkeypatch, retrace)
    for _ in range(4):
        dense.check(weights())
    assert dense.prepared == 1


def assigned(w: ag.Variable) -> None:
    w.assign(weights(2))


def assigned_a_tensor(w: ag.Variable) -> None:
    given = weights(2)
    w.assign(ag.asarray(given))
    given[:] = 0  # the tensor shared it, the variable does not


def loaded(w: ag.Variable) -> None:
    module = nn.Dense(40, 24, bias=False)
    module.weight = w  # type: ignore[assignment]  # any variable
    module.load_state_dict({"weight": weights(2)})


def assigned_in_a_call(w: ag.Variable) -> None:
    ag.compile(lambda new: w.assign(new))(weights(2))


def assigned_and_returned(w: ag.Variable) -> None:
    @ag.compile
    def step(new: ag.Tensor) -> ag.Tensor:
        w.assign(new + 0.0)
        return w + 0.0  # the same node

    shown = step(weights(3)).numpy()
    assert not np.shares_memory(shown, w.numpy())
    assigned(w)


def written_by_torch(w: ag.Variable) -> None:
    torch = pytest.importorskip("torch")
    torch.from_dlpack(w)[:] = torch.from_numpy(weights(2))


def written_by_torch_through_numpy(w: ag.Variable) -> None:
    torch = pytest.importorskip("torch")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch warns, once in a process, that NumPy has the array read-only
        torch.from_numpy(w.numpy())[:] = torch.from_numpy(weights(2))


def written_by_torch_through_a_view(w: ag.Variable) -> None:
    torch = pytest.importorskip("torch")
    torch.from_dlpack(ag.permute_dims(w, (1, 0)))[:] = torch.from_numpy(weights(2).T)


def written_by_an_op_in_python(w: ag.Variable) -> None:
    torch = pytest.importorskip("torch")

    @ag.op
    class Overwrite(ag.Op):
        def type(self, x: Any) -> Any:
            return x

        def numpy(self, x: Array) -> Array:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                torch.from_numpy(x)[:] = torch.from_numpy(weights(2))
            return x.copy()

    ag.compile(lambda: Overwrite()(w))()


CHANGES: list[Callable[[ag.Variable], None]] = [
    assigned, assigned_a_tensor, loaded, assigned_in_a_call, assigned_and_returned, written_by_torch,
    written_by_torch_through_numpy, written_by_torch_through_a_view, written_by_an_op_in_python,
]  # fmt: skip


@RETRACE
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_a_variable_is_noticed(
    monkeypatch: pytest.MonkeyPatch, retrace: str, change: Callable[[ag.Variable], None]
) -> None:
    dense = Dense(monkeypatch, retrace)
    for _ in range(2):
        dense.check(weights())
    change(dense.w)
    for _ in range(3):
        dense.check(weights(2))
    gc.collect()
    before = dense.prepared
    dense.check(weights(2))
    assert dense.prepared == before  # nobody has the array any more, so that it is kept again


def test_while_somebody_can_write_to_a_variable_nothing_made_from_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    torch = pytest.importorskip("torch")
    dense = Dense(monkeypatch)
    shared = torch.from_dlpack(dense.w)
    for seed in (2, 3, 4):
        shared[:] = torch.from_numpy(weights(seed))
        dense.check(weights(seed))
    shared = shared[1:]  # the same memory
    shared[:] = 0
    dense.check(np.concatenate([weights(4)[:1], np.zeros((23, 40), np.float32)]))
    assert dense.prepared == 4


def test_numpy_cannot_write_to_a_variable() -> None:
    w = nn.Parameter(weights())
    for view in (w.numpy(), np.asarray(w), w.numpy().T, ag.permute_dims(w, (1, 0)).numpy(), w.numpy().view(np.int32)):
        while isinstance(view, np.ndarray):
            with pytest.raises(ValueError, match="WRITEABLE"):
                view.flags.writeable = True
            view = view.base


def test_what_others_look_at_elsewhere_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    dense, other = Dense(monkeypatch), nn.Parameter(weights(5))
    for _ in range(4):
        dense.check(weights())
        other.numpy()
    assert dense.prepared == 1


def test_more_loans_than_are_remembered_count_for_all_arrays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loans, "MOST", 2)
    torch = pytest.importorskip("torch")
    dense = Dense(monkeypatch)
    dense.check(weights())
    torch.from_dlpack(dense.w)[:] = torch.from_numpy(weights(2))
    others = [nn.Parameter(weights(5)) for _ in range(5)]
    for other in others:
        other.numpy()
    dense.check(weights(2))
    dense.check(weights(2))
    assert dense.prepared == 2


def test_a_variable_in_the_place_of_another_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    dense = Dense(monkeypatch)
    first, second = dense.w, nn.Parameter(weights(2))
    for w, value in ((first, weights()), (second, weights(2)), (first, weights()), (first, weights())):
        dense.w = w
        dense.check(value)
    assert dense.prepared == 3


def test_an_array_that_is_not_ours_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    dense, given = Dense(monkeypatch), weights()
    dense.check(weights())  # as a parameter: another path than a tensor takes
    dense.w = ag.asarray(given)  # type: ignore[assignment]  # it shares the array
    dense.check(given)
    given *= 2
    dense.check(given)
    assert dense.prepared == 1


def test_arguments_and_what_a_call_assigns_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    dense = Dense(monkeypatch)
    w = nn.Parameter(weights())
    call = ag.compile(lambda x, w: x @ w.T)

    @ag.compile
    def step(x: ag.Tensor) -> ag.Tensor:
        loss = (x @ w.T).sum()
        loss.backward()
        w.assign(w - 0.1 * w.grad)  # type: ignore[operator]  # backward has set it
        w.grad = None
        return loss

    call(X, w)
    step(X)
    step(X)
    assert dense.prepared == 0


def test_threads_that_call_while_another_replaces_the_weights() -> None:
    w = nn.Parameter(weights())
    call = ag.compile(lambda x: x @ w.T)
    wanted = [X @ weights(seed).T for seed in range(4)]
    call(X)
    done = threading.Event()
    wrong: list[Array] = []

    def run() -> None:
        while not done.is_set():
            made = call(X).numpy()
            if not any(np.allclose(made, right, rtol=1e-4, atol=1e-4) for right in wanted):
                wrong.append(made)

    w.assign(weights(0))
    threads = [threading.Thread(target=run) for _ in range(3)]
    for t in threads:
        t.start()
    for k in range(300):
        w.assign(weights(k % 4))
    done.set()
    for t in threads:
        t.join()
    assert not wrong
    np.testing.assert_allclose(call(X).numpy(), wanted[299 % 4], rtol=1e-4, atol=1e-4)


def test_a_step_trains_and_another_call_evaluates() -> None:
    w = nn.Parameter(weights())

    @ag.compile
    def step() -> None:
        w.assign(w * 0.5)

    call = ag.compile(lambda x: x @ w.T)
    expected = weights()
    for _ in range(5):
        np.testing.assert_allclose(call(X).numpy(), X @ expected.T, rtol=1e-4, atol=1e-4)
        step()
        expected = expected * np.float32(0.5)


def test_what_is_prepared_is_counted_and_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for p in list(device.programs):
        p.release()
    dense = Dense(monkeypatch)
    view = dense.call.memory(X)
    assert view.prepared == 24 * 40 * 4 and view.peak == view.arena + view.outputs + view.prepared
    assert f"prepared {view.prepared:,} B" in str(view)
    dense.check(weights())
    (program,) = [p for p in device.programs if p.plan.preparation.sources and p.kept]
    assert program.kept >= view.prepared
    program.release()
    assert program.kept == 0
    dense.check(weights())
    assert dense.prepared == 2


def test_a_plan_from_disk_prepares_too(monkeypatch: pytest.MonkeyPatch) -> None:
    dense = Dense(monkeypatch)
    dense.check(weights())
    again = Dense(monkeypatch)
    for _ in range(3):
        again.check(weights())
    assert again.prepared == 1 and again.call.stats.compilations == 0


def test_the_views_tell_what_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    dense = Dense(monkeypatch)
    dense.check(weights())
    assert "2 kernels (1 when variables change)" in str(dense.call.explain())
    profile = dense.call.profile(X)
    assert [k.prepared for k in profile.kernels] == [True, False]
    assert "its 1 kernels alone" in str(profile) and "1 more when variables have changed" in str(profile)
    assert "input(1, steady)" in dense.call.graph(X)
    assert ", prepared once" in dense.call.source(X)
