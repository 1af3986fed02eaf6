"""What a call is compiled to: its graph, its kernels, the whole program, and its memory."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim
from autograph.inspect import KernelView, MemoryView
from autograph.render.source import indent
from autograph.toolchain import find_c_compiler

pytestmark = pytest.mark.compiler


def numbers(*shape: int) -> np.ndarray:
    return np.random.default_rng(0).standard_normal(shape).astype(np.float32)


@ag.compile
def layer(x, weight, bias):
    y = x @ weight
    return F.relu(y + bias)


LAYER = (numbers(30, 20), numbers(20, 40), numbers(40))


@ag.compile
def asking(x):
    y = x * 2
    if y.sum() > 3:
        return y.exp()
    return y - 1


def trainer():
    model = nn.Dense(20, 5)
    optimizer = optim.SGD(model.parameters(), lr=0.1)

    @ag.compile
    def step(x, labels):
        loss = F.cross_entropy(model(x), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    return step, model


def test_the_graph_is_what_was_written_with_its_lines() -> None:
    rows = layer.graph(*LAYER).splitlines()
    assert any(": float32[30, 40]" in row and "= matmul(" in row for row in rows)
    assert rows[-1].startswith("return %")
    first = layer.graph.__self__.__wrapped__.__code__.co_firstlineno
    matmul = next(row for row in rows if "= matmul(" in row)
    assert matmul.endswith(f"# {Path(__file__).name}:{first + 2}")


def test_the_graph_needs_no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ag.config, "cc", "no-such-compiler")
    assert "matmul" in layer.graph(*LAYER)
    with pytest.raises(ag.errors.CompilerError, match="no C compiler found(.|\n)*try: "):
        layer.source(*LAYER)


def test_derivatives_are_not_expanded_in_the_graph_but_in_the_kernels() -> None:
    step, _ = trainer()
    x, labels = numbers(8, 20), np.arange(8) % 5
    assert "gradient(" in step.graph(x, labels)
    assert len(step.kernels(x, labels)) > 3


def test_kernels_tell_name_source_lines_and_work() -> None:
    (view,) = layer.kernels(*LAYER)
    assert isinstance(view, KernelView)
    assert f"void {view.name}(" in view.source
    assert [line.text for line in view.lines if "@" in line.text] == ["y = x @ weight"]
    assert view.flops >= 2 * 30 * 20 * 40
    assert view.bytes == 4 * (30 * 20 + 20 * 40 + 40 + 30 * 40)
    assert str(view).startswith(f"{view.name}: ") and "test_inspect_program.py" in str(view)


def test_the_file_of_a_kernel_is_the_source_it_was_compiled_from() -> None:
    @ag.compile
    def only_here(x):
        return ag.sin(x) * 3 + ag.cos(x * x) - 11

    x = numbers(77)
    assert only_here.kernels(x)[0].file is None
    only_here(x)
    view = only_here.kernels(x)[0]
    assert view.file is not None
    assert f"void {view.name}(" in Path(view.file).read_text(encoding="utf-8")


def test_the_source_is_a_program_that_compiles_without_a_warning(tmp_path: Path) -> None:
    step, _ = trainer()
    text = step.source(numbers(8, 20), np.arange(8) % 5)
    path = tmp_path / "step.c"
    path.write_text(text, encoding="utf-8")
    find_c_compiler().compile_only(path, tmp_path / "step.o", extra=["-Wall", "-Wextra", "-Werror"])
    assert text.startswith("// step\n//\n// The graph, as it was recorded:\n")
    assert indent(text) == text


def test_each_kernel_stands_once_in_the_source_and_under_its_python_lines() -> None:
    text = layer.source(*LAYER)
    rows = text.splitlines()
    starts = [k for k, row in enumerate(rows) if row.startswith("void ") and "(" in row]
    assert len(starts) == 1
    assert [row.split(": ", 1)[1] for row in rows[starts[0] - 2 : starts[0]]] == [
        "y = x @ weight",
        "return F.relu(y + bias)",
    ]

    @ag.compile
    def twice(x, y):
        return ag.exp(x).sum(), ag.exp(y).sum()

    text = twice.source(numbers(90), numbers(90))
    names = [row.split("(")[0] for row in text.splitlines() if row.startswith("void ") and "(" in row]
    assert len(names) == len(set(names)) < len(twice.kernels(numbers(90), numbers(90)))


def test_the_steps_tell_where_each_buffer_comes_from() -> None:
    text = layer.source(*LAYER)
    (view,) = layer.kernels(*LAYER)
    row = next(row for row in text.splitlines() if row.startswith(f"//    1  {view.name}: "))
    assert row.endswith("in0 = input 0, in1 = input 1, in2 = input 2 -> out0 = output 0 float32[30, 40]")


def test_a_call_that_asks_for_a_value_shows_all_its_programs() -> None:
    x = np.ones(4, np.float32)
    assert asking.graph(x).count("return ") == 2
    text = asking.source(x)
    assert "Program 1 of 2, up to where a value is asked for." in text
    assert "Program 2 of 2, to the end of the call." in text
    assert "exp_f32" in text and "exp_f32" not in asking.source(-x)


def test_memory_is_arena_and_outputs() -> None:
    view = layer.memory(*LAYER)
    assert isinstance(view, MemoryView)
    assert (view.arena, view.outputs, view.peak) == (0, 4 * 30 * 40, 4 * 30 * 40)
    assert "no intermediates" in str(view)


def test_blocks_that_live_together_lie_apart() -> None:
    step, _ = trainer()
    view = step.memory(numbers(64, 20), np.arange(64) % 5)
    assert view.peak == view.arena + view.outputs
    assert view.blocks and max(b.start + b.size for b in view.blocks) == view.arena <= view.unshared
    assert view.in_place < view.unshared and view.bound <= view.arena
    for k, a in enumerate(view.blocks):
        assert 1 <= a.first <= a.last <= len(view.steps)
        for b in view.blocks[k + 1 :]:
            together = a.first <= b.last and b.first <= a.last
            handed_on = b.in_place and b.first == a.last and (a.start, a.size) == (b.start, b.size)
            assert not together or handed_on or a.start + a.size <= b.start or b.start + b.size <= a.start
    rows = str(view).splitlines()
    assert rows[0].startswith("step: peak ") and len(rows) == 3 + len(view.blocks)
    assert all(row == row.rstrip() for row in rows)


def test_memory_tells_what_is_in_place() -> None:
    @ag.compile
    def thrice(x: ag.Tensor) -> ag.Tensor:
        for _ in range(3):
            x = ag.cumulative_sum(x, axis=1)
        return x

    view = thrice.memory(numbers(8, 16))
    once, twice = view.blocks
    assert (once.in_place, twice.in_place) == (False, True) and once.last == twice.first == 2
    assert (view.bound, view.arena, view.in_place, view.unshared) == (512, 512, 512, 1024)
    assert f"{twice.value}, in place" in str(view) and "at least 512 B are needed at once" in str(view)


def test_memory_counts_every_program_of_a_call() -> None:
    # Asked for: a bool, and the float32[4] that is used later; then the float32[4] of the result.
    assert asking.memory(np.ones(4, np.float32)).outputs == 1 + 16 + 16


def test_looking_changes_nothing() -> None:
    step, model = trainer()
    x, labels = numbers(8, 20), np.arange(8) % 5
    weight = model.weight.numpy().copy()
    step.graph(x, labels), step.kernels(x, labels), step.source(x, labels), step.memory(x, labels)
    assert np.array_equal(model.weight.numpy(), weight)
    assert model.weight.grad is None
    assert (step.stats.calls, step.stats.traces, step.stats.paths) == (0, 0, 0)
    assert step.explain().tree == ()


def test_looking_on_from_many_threads_while_it_runs() -> None:
    step, _ = trainer()
    x, labels = numbers(8, 20), np.arange(8) % 5
    expected = step.source(x, labels)
    seen: list[str] = []

    def look() -> None:
        seen.append(step.source(x, labels))
        step.memory(x, labels)
        str(step.explain())

    threads = [threading.Thread(target=look) for _ in range(4)]
    for t in threads:
        t.start()
    for _ in range(5):
        step(x, labels)
    for t in threads:
        t.join()
    assert seen == [expected] * 4
