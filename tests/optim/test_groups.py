"""Groups of parameters, parameters that are left out of steps, and the learning rate as it is set and read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograph as ag
from autograph import nn, optim
from autograph.errors import ArgumentError, DataError
from autograph.optim import schedules

A, B = np.float64([1.0, -2.0]), np.float64([[0.5], [3.0]])
X = np.random.default_rng(3).normal(size=(10, 2))

GROUPED: list[tuple[type[optim.Optimizer], dict[str, Any], dict[str, Any]]] = [
    (optim.SGD, {"lr": 0.1, "momentum": 0.9}, {"lr": 0.01, "weight_decay": 0.3}),
    (optim.SGD, {"lr": 0.1}, {"momentum": 0.5, "nesterov": True}),
    (optim.Adam, {"lr": 0.1}, {"betas": (0.5, 0.6), "weight_decay": 0.1}),
    (optim.AdamW, {"lr": 0.1, "weight_decay": 0.0}, {"lr": 0.01, "weight_decay": 0.5}),
    (optim.RMSprop, {"lr": 0.01}, {"centered": True, "momentum": 0.1}),
    (optim.Adagrad, {"lr": 0.1}, {"lr_decay": 0.5}),
]


@pytest.mark.parametrize(("make", "settings", "own"), GROUPED)
def test_groups_are_pytorchs(make: type[optim.Optimizer], settings: dict[str, Any], own: dict[str, Any]) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    p, q = nn.Parameter(A), nn.Parameter(B)
    tp, tq = torch.nn.Parameter(torch.tensor(A)), torch.nn.Parameter(torch.tensor(B))
    optimizer = make([{"params": [p]}, {"params": q, **own}], **settings)
    other = getattr(torch.optim, make.__name__)([{"params": [tp]}, {"params": tq, **own}], **settings)
    for x in X:
        ((p * x).sum() * (q * x[:1]).sum() - 1).square().backward()
        ((tp * torch.from_numpy(x)).sum() * (tq * torch.from_numpy(x[:1])).sum() - 1).square().backward()
        for o in (optimizer, other):
            o.step()
            o.zero_grad()
        np.testing.assert_allclose(p.numpy(), tp.detach().numpy(), rtol=1e-11)
        np.testing.assert_allclose(q.numpy(), tq.detach().numpy(), rtol=1e-11)


def test_a_group_of_its_own_is_an_optimizer_of_its_own() -> None:
    p, q, r, s = (nn.Parameter(v) for v in (A, B, A, B))
    together = optim.Adam([{"params": [p], "lr": 0.5}, {"params": [q], "betas": (0.1, 0.2)}], lr=0.1)
    apart = [optim.Adam([r], lr=0.5), optim.Adam([s], lr=0.1, betas=(0.1, 0.2))]
    for _ in range(3):
        for v in (p, q, r, s):
            v.grad = v.detach() * 2
        together.step()
        for o in apart:
            o.step()
    assert (p.tolist(), q.tolist()) == (r.tolist(), s.tolist())


UNEVEN: list[tuple[type[optim.Optimizer], dict[str, Any]]] = [
    (optim.SGD, {"lr": 0.1, "momentum": 0.9, "dampening": 0.5}),
    (optim.Adam, {"lr": 0.1}),
    (optim.AdamW, {"lr": 0.1, "weight_decay": 0.1}),
    (optim.Adagrad, {"lr": 0.1, "lr_decay": 0.5}),
    (optim.RMSprop, {"lr": 0.1}),
]


@pytest.mark.compiler
@pytest.mark.parametrize(("make", "settings"), UNEVEN)
def test_a_parameter_that_misses_steps_is_as_if_they_had_not_been(
    make: type[optim.Optimizer], settings: dict[str, Any]
) -> None:
    """The paths of a compiled step that leaves parameters out: their count of updates stands still, as PyTorch's."""
    often, seldom, alone = nn.Parameter(A), nn.Parameter(A), nn.Parameter(A)
    optimizer, single = make([often, seldom], **settings), make([alone], **settings)

    @ag.compile
    def step(x: ag.Tensor, parameters: list[Any], optimizer: optim.Optimizer) -> None:
        sum((p * x - 1).square().sum() for p in parameters).backward()
        optimizer.step()
        optimizer.zero_grad()

    for k, x in enumerate(X):
        both = k in (2, 3, 7)
        before = seldom.numpy()
        step(x, [often, seldom] if both else [often], optimizer)
        if both:
            step(x, [alone], single)
        else:
            assert seldom.numpy().tobytes() == before.tobytes()
    assert step.stats.paths == 2 and float(optimizer.steps) == 10
    np.testing.assert_allclose(seldom.numpy(), alone.numpy(), rtol=1e-12)


@pytest.mark.compiler
@pytest.mark.parametrize("retrace", ["always", "signature"])
def test_a_learning_rate_set_between_steps_compiles_nothing(retrace: str) -> None:
    p = nn.Parameter([1.0, 2.0])
    optimizer = optim.SGD([p], lr=1)

    @ag.compile(retrace=retrace)
    def step(x: ag.Tensor) -> None:
        (p * x).sum().backward()
        optimizer.step()
        optimizer.zero_grad()

    x = np.float32([1, 1])
    step(x)
    compilations = step.stats.compilations
    for rate in (0.5, 0, 2, 1e-3):
        before, optimizer.lr = p.numpy(), rate
        step(x)
        assert optimizer.lr == rate
        np.testing.assert_allclose(p.numpy(), before - np.float32(rate))
    assert (step.stats.compilations, step.stats.paths) == (compilations, 1)


def test_a_learning_rate_set_inside_a_step_that_fails_is_as_before() -> None:
    p = nn.Parameter([1.0])
    optimizer = optim.Adam([p], lr=0.25)

    @ag.compile
    def step(fails: bool) -> None:
        (p * p).sum().backward()
        optimizer.lr = 0.5
        optimizer.step()
        if fails:
            raise KeyError("stop")

    with pytest.raises(KeyError):
        step(True)
    assert (optimizer.lr, float(optimizer.steps), p.tolist()) == (0.25, 0, [1.0])
    assert float(optimizer.groups[0].state["step"][0]) == 0 and p.grad is None
    step(False)
    assert (optimizer.lr, float(optimizer.steps)) == (0.5, 1)
    np.testing.assert_allclose(p.numpy(), [0.5], rtol=1e-6)


def test_lr_of_groups() -> None:
    p, q = nn.Parameter(A), nn.Parameter(B)
    optimizer = optim.SGD([{"params": [p], "lr": 0.5}, {"params": [q]}], lr=0.25)
    assert [group.lr for group in optimizer.groups] == [0.5, 0.25]
    with pytest.raises(ArgumentError, match="the groups differ in lr"):
        _ = optimizer.lr
    optimizer.groups[0].lr = 0.25
    assert optimizer.lr == 0.25
    optimizer.lr = 3
    assert [group.lr for group in optimizer.groups] == [3, 3]
    with pytest.raises(ArgumentError, match="lr=-1"):
        optimizer.lr = -1
    optimizer.groups[1].lr = rate = schedules.constant(0.5)
    assert optimizer.groups[1].lr is rate


def test_the_state_of_groups_resumes() -> None:
    def made() -> tuple[list[nn.Parameter], optim.Optimizer]:
        p, q, r = nn.Parameter(A), nn.Parameter(B), nn.Parameter(A + 1)
        groups = [{"params": [p, q], "momentum": 0.5}, {"params": [r], "lr": schedules.cosine(0.5, 10)}]
        return [p, q, r], optim.SGD(groups, lr=0.1)

    def advance(parameters: list[nn.Parameter], optimizer: optim.Optimizer) -> None:
        for p in parameters:
            p.grad = p.detach() * 2
        optimizer.step()

    (one, first), (two, second) = made(), made()
    for _ in range(3):
        advance(one, first)
    first.groups[0].lr = 0.2
    state = first.state_dict()
    assert state["lr"] == [0.2, None]
    assert sorted(state) == ["lr", "momentum_buffer.0", "momentum_buffer.1", "steps"]
    for p, q in zip(one, two):
        q.assign(p)
    second.load_state_dict(state)
    assert second.groups[0].lr == 0.2
    for _ in range(3):
        advance(one, first)
        advance(two, second)
    assert [p.tolist() for p in one] == [p.tolist() for p in two]
    with pytest.raises(DataError, match="another optimizer or model"):
        optim.SGD(one, lr=0.1, momentum=0.5).load_state_dict(state)


def test_a_state_that_does_not_fit_changes_nothing() -> None:
    p = nn.Parameter(A)
    optimizer = optim.Adam([p], lr=0.1)
    state = optimizer.state_dict()
    p.grad = ag.asarray(A)
    optimizer.step()
    before = optimizer.state_dict()
    with pytest.raises(DataError, match=r"state exp_avg_sq.0 is float32\[2\], not float64\[2\]"):
        optimizer.load_state_dict(state | {"exp_avg_sq.0": np.float32([0, 0])})
    for rates in (0.1, [0.1, 0.2]):
        with pytest.raises(DataError, match="another optimizer or model"):
            optimizer.load_state_dict(state | {"lr": rates})
    with pytest.raises(ArgumentError, match="lr=-1"):
        optimizer.load_state_dict(state | {"lr": [-1]})
    after = optimizer.state_dict()
    assert all(np.array_equal(before[name], after[name]) for name in before)


def test_a_saved_state_resumes_with_the_same_bits(tmp_path: Path) -> None:
    def made() -> tuple[nn.Parameter, optim.Optimizer]:
        p = nn.Parameter(A)
        return p, optim.Adam([p], lr=schedules.one_cycle(0.5, 20))

    (p, one), (q, two) = made(), made()

    @ag.compile
    def step(p: nn.Parameter, optimizer: optim.Optimizer, x: Any) -> None:
        (p * x - 1).square().sum().backward()
        optimizer.step()
        optimizer.zero_grad()

    for x in X[:4]:
        step(p, one, x)
    ag.save(tmp_path / "state.safetensors", one.state_dict())
    two.load_state_dict(ag.load(tmp_path / "state.safetensors"))
    q.assign(p)
    for x in X[4:]:
        step(p, one, x)
        step(q, two, x)
    assert p.numpy().tobytes() == q.numpy().tobytes() and float(two.steps) == len(X)
