"""explain(): the trace tree as text and as data."""

from __future__ import annotations

import re

import numpy as np
import pytest

import autograph as ag
from autograph.inspect import Path
from autograph.inspect.explanation import Event


def ones(*shape: int) -> np.ndarray:
    return np.ones(shape, np.float32)


def forking():
    @ag.compile
    def f(x, loud):
        y = x * 2
        y = y + 1
        if loud:
            y = y.exp()
        else:
            y = y.tanh()
        return y - 1

    return f


def labels(path: Path) -> list[str]:
    return [e.label for e in path.events]


def test_before_the_first_call() -> None:
    assert "no call has been recorded" in str(forking().explain())


def test_a_path_that_does_not_part_is_one_row() -> None:
    f = forking()
    f(ones(4), True)
    f(ones(4), True)
    (path,) = f.explain().tree
    assert labels(path) == ["f(float32[4])", "multiply", "add", "exp", "subtract"]
    assert path.branches == [] and path.calls == 2
    rows = str(f.explain()).splitlines()
    assert rows[0].startswith("f: 2 calls, 2 ran the Python; 1 programs, ")
    assert rows[2] == "f(float32[4])  2 calls"
    assert re.fullmatch(
        r"  4 events  test_explanation.py:\d+ … test_explanation.py:\d+: multiply, add, exp, subtract", rows[3]
    )
    assert re.fullmatch(r"  = .*, 2 calls", rows[4]) and len(rows) == 5


def test_where_paths_part_it_tells_the_line_and_both_ways() -> None:
    f = forking()
    for loud in (True, False, False):
        f(ones(4), loud)
    (path,) = f.explain().tree
    assert labels(path)[1:] == ["multiply", "add"] and path.ends == []
    assert [labels(b) for b in path.branches] == [["exp", "subtract"], ["tanh", "subtract"]]
    assert [b.calls for b in path.branches] == [1, 2]
    text = str(f.explain())
    assert re.search(r"2 paths part here, at test_explanation.py:\d+: y = y.exp\(\)", text)
    assert re.search(r"\+ tanh  2 calls\n +at test_explanation.py:\d+: y = y.tanh\(\)", text)


@pytest.mark.compiler
def test_the_end_of_a_path_tells_its_cost() -> None:
    f = forking()
    f(ones(4), True)
    (end,) = f.explain().tree[0].ends
    assert (end.after, end.kernels, end.calls, end.interpreted) == (5, 1, 1, False)
    assert end.compiled in (0, 1) and end.seconds > 0
    assert "= program: 1 kernels, " in str(f.explain())


def test_the_interpreter_has_no_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ag.config, "mode", "interpret")
    f = forking()
    f(ones(4), True)
    assert f.explain().tree[0].ends[0].interpreted
    assert "= run by the interpreter, 1 call" in str(f.explain())


def test_a_value_asked_for_is_a_program_and_its_outcome_a_path() -> None:
    @ag.compile
    def f(x):
        if x.sum() > 3:
            return x * 2
        return x - 1

    for value in (1.0, 0.0, 1.0):
        f(np.full(4, value, np.float32))
    (path,) = f.explain().tree
    assert [end.calls for end in path.ends] == [3]
    assert [labels(b) for b in path.branches] == [["value True", "multiply"], ["value False", "subtract"]]
    assert [b.calls for b in path.branches] == [2, 1]
    assert "at test_explanation.py" in str(f.explain()) and "if x.sum() > 3:" in str(f.explain())


def test_each_signature_has_a_tree() -> None:
    f = forking()
    f(ones(4), True)
    f(ones(5), True)
    assert [labels(p)[0] for p in f.explain().tree] == ["f(float32[4])", "f(float32[5])"]


def test_a_long_run_of_events_is_cut_short() -> None:
    @ag.compile
    def f(x):
        for op in (ag.exp, ag.tanh, ag.sin, ag.cos, ag.abs, ag.sqrt, ag.negative, ag.relu):
            x = op(x)
        return ((x < 1) & (x > 0)) | (x == 2) | (x != 3) | ~(x <= 4) | (x >= 5)

    f(ones(3))
    assert ", and " in str(f.explain()) and " more" in str(f.explain())


def test_a_tree_as_deep_as_a_long_loop_is_told() -> None:
    @ag.compile
    def f(x, rounds):
        for _ in range(rounds):
            x = x + 1
        return x * 3

    ag.config.mode, before = "interpret", ag.config.mode
    try:
        for rounds in range(1, 400, 3):
            f(ones(2), rounds)
        explanation = f.explain()
    finally:
        ag.config.mode = before
    assert str(explanation).count("= run by the interpreter") == 133


def test_an_explanation_is_of_its_moment() -> None:
    f = forking()
    f(ones(4), True)
    before = f.explain()
    f(ones(4), False)
    assert before.tree[0].branches == [] and repr(before) == str(before)
    assert isinstance(before.tree[0].events[1], Event)
