"""The cache cannot hurt (D18), and compilers that are missing or broken."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TRAIN = """
ag.random.seed(0)
model = nn.Sequential(nn.Dense(8, 16), nn.Relu(), nn.Dense(16, 3))
optimizer = optim.Adam(model.parameters(), lr=0.05)

@ag.compile
def step(x, y):
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss

rng = np.random.default_rng(0)
x, y = rng.normal(size=(32, 8)).astype(np.float32), rng.integers(0, 3, 32)
losses = [float(step(x, y)) for _ in range(5)]
told(losses=losses, compilations=step.stats.compilations, paths=step.stats.paths)
"""

#: A compiler that refuses kernels, and makes everything else.
PICKY = """#!/bin/sh
case "$*" in
  *{separator}sources{separator}*)
    if ! grep -q 'void launch' $(echo "$*" | tr ' ' '\\n' | grep '/sources/'); then
      echo "kernel.c:7:3: error: expected a better day" >&2; exit 1
    fi;;
esac
exec gcc "$@"
"""

needs_compiler = pytest.mark.compiler


@needs_compiler
def test_a_second_process_compiles_nothing(
    start: Callable[..., Any], logged: Callable[[], list[str]], tmp_path: Path
) -> None:
    cc = str(tmp_path / "cc")
    cold = start(TRAIN, AUTOGRAPH_CC=cc).facts()
    compiled = logged()
    assert cold["compilations"] > 0 and len(compiled) == len(set(compiled)) > 0
    log = (tmp_path / "cc.log").read_text()
    warm = start(TRAIN, AUTOGRAPH_CC=cc).facts()
    assert (warm["compilations"], warm["paths"], warm["losses"]) == (0, 1, cold["losses"])
    assert (tmp_path / "cc.log").read_text() == log, "the compiler is not even started"


@needs_compiler
def test_two_processes_at_once_on_a_cold_cache(start: Callable[..., Any]) -> None:
    one, two = (program.facts() for program in [start(TRAIN), start(TRAIN)])
    assert one["losses"] == two["losses"]
    assert start(TRAIN).facts()["compilations"] == 0


@needs_compiler
@pytest.mark.parametrize("damage", ["truncated", "emptied", "flipped", "foreign"])
def test_damaged_entries_are_compiled_again(damage: str, start: Callable[..., Any], tmp_path: Path) -> None:
    cold = start(TRAIN).facts()
    libraries = [p for p in (tmp_path / "cache" / "units").rglob("*") if p.suffix in (".so", ".dylib", ".dll")]
    assert libraries
    for path in libraries:
        content = path.read_bytes()
        damaged = {
            "truncated": content[: len(content) // 2],
            "emptied": b"",
            "flipped": content[:5000] + bytes([content[5000] ^ 255]) + content[5001:],
            "foreign": b"\x7fELF" + os.urandom(len(content) - 4),
        }[damage]
        path.chmod(0o600)
        path.write_bytes(damaged)
    again = start(TRAIN).facts()
    assert again["losses"] == cold["losses"] and again["compilations"] > 0
    assert start(TRAIN).facts()["compilations"] == 0


@needs_compiler
def test_damaged_plans_are_made_again(start: Callable[..., Any], tmp_path: Path) -> None:
    cold = start(TRAIN).facts()
    documents = [p for p in (tmp_path / "cache").rglob("*.json") if p.is_file()]
    assert documents
    for k, path in enumerate(documents):
        path.chmod(0o600)
        path.write_bytes(path.read_bytes()[: -20 - k] if k % 2 else b"{}")
    assert start(TRAIN).facts()["losses"] == cold["losses"]


@needs_compiler
def test_the_folder_may_be_deleted_at_any_time(start: Callable[..., Any]) -> None:
    facts = start(
        """
import shutil
f = ag.compile(lambda x: x * 2 + 1)
first = f(np.ones(3)).tolist()
shutil.rmtree(config.cache_dir)
again = f(np.ones(3)).tolist()
new = ag.compile(lambda x: ag.exp(x - 1) * 3)(np.ones(3)).tolist()
shutil.rmtree(config.cache_dir)
other_shape = f(np.ones((2, 2))).tolist()
told(all=[first, again, new, other_shape])
"""
    ).facts()
    assert facts["all"] == [[3, 3, 3], [3, 3, 3], [3, 3, 3], [[3, 3], [3, 3]]]


def test_without_a_compiler_the_interpreter_runs_with_one_warning(start: Callable[..., Any], tmp_path: Path) -> None:
    facts = start(
        """
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    f, g = ag.compile(lambda x: (x * 2).sum()), ag.compile(lambda x: x + 1)
    p = nn.Parameter(np.ones(3))
    values = [float(f(np.ones(3))), g(np.ones(2)).tolist(), float(f(np.ones(4)))]
    f(p).backward()
told(values=values, grad=p.grad.tolist(), warnings=[[str(w.message), w.category.__name__] for w in caught])
""",
        PATH=str(tmp_path / "nowhere"),
        AUTOGRAPH_CC="",
    ).facts()
    assert facts["values"] == [6, [2, 2], 8] and facts["grad"] == [2, 2, 2]
    if len(facts["warnings"]) == 0:
        pytest.skip("a compiler was found without PATH (ziglang is installed)")
    ((message, category),) = facts["warnings"]
    assert category == "RuntimeWarning" and "running by the interpreter" in message
    assert "no C compiler found" in message and "apt install gcc" in message


def failing(start: Callable[..., Any], tmp_path: Path, script: str) -> list[str]:
    """The message of a program whose compiler is this script."""
    cc = tmp_path / "broken"
    cc.write_text(script)
    cc.chmod(0o755)
    facts = start(
        """
@ag.compile
def f(x):
    y = ag.exp(x) * 3  # the line that asked
    return y

try:
    f(np.ones(5))
except ag.errors.CompilerError as error:
    told(message=str(error), kind=type(error).__name__)
""",
        AUTOGRAPH_CC=str(cc),
    ).facts()
    assert facts["kind"] == "CompilerError"
    lines = facts["message"].split("\n")
    assert len(lines) == 3
    path = re.search(r"(/\S+\.c)\b", lines[0])
    assert path is not None and Path(path[1]).is_file(), lines[0]
    assert "AUTOGRAPH_MODE=interpret" in lines[2] and str(cc) in lines[2]
    return lines


@needs_compiler
def test_a_compiler_that_refuses_a_kernel(start: Callable[..., Any], tmp_path: Path) -> None:
    lines = failing(start, tmp_path, PICKY.replace("{separator}", "/"))
    assert "kernel.c:7:3: error: expected a better day" in lines[0]
    assert "the line that asked" in lines[1]


@needs_compiler
def test_a_compiler_that_refuses_everything(start: Callable[..., Any], tmp_path: Path) -> None:
    lines = failing(start, tmp_path, "#!/bin/sh\necho 'cc1: fatal error: out of coffee' >&2\nexit 1\n")
    assert "fatal error: out of coffee" in lines[0]
    assert re.match(r"  at program\d+\.py:\d+: ", lines[1])


def test_a_compiler_that_is_not_there(start: Callable[..., Any], tmp_path: Path) -> None:
    facts = start(
        """
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    value = ag.compile(lambda x: x + 1)(np.ones(1)).tolist()
told(value=value, warnings=[str(w.message) for w in caught])
""",
        AUTOGRAPH_CC=str(tmp_path / "no-such-cc"),
    ).facts()
    assert facts["value"] == [2]
    assert len(facts["warnings"]) == 1 and "no-such-cc" in facts["warnings"][0]
