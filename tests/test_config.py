"""Settings from the environment: what they accept, and what they say of what they do not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from autograph import config


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env={**os.environ, **environment}
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("AUTOGRAPH_NUM_THREADS", "many", "AUTOGRAPH_NUM_THREADS='many' is not a positive integer"),
        ("AUTOGRAPH_NUM_THREADS", "0", "AUTOGRAPH_NUM_THREADS='0' is not a positive integer"),
        ("AUTOGRAPH_MODE", "fast", "AUTOGRAPH_MODE='fast' is not one of compile, interpret"),
        ("AUTOGRAPH_FLOAT32_MATMUL", "fast", "AUTOGRAPH_FLOAT32_MATMUL='fast' is not one of tf32x3, tf32, highest"),
        ("AUTOGRAPH_NAN_GUARD", "yes", "AUTOGRAPH_NAN_GUARD='yes' is not one of 0, 1"),
        ("AUTOGRAPH_LOG", "compile,noise", "AUTOGRAPH_LOG: no such topic: noise"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_do(name: str, value: str, message: str) -> None:
    told = run("import autograph", **{name: value}).stderr.splitlines()[-3:]
    assert message in told[0]
    assert told[1] == f"  at environment: {name}={value}"
    assert told[2].startswith("  try: ")


@pytest.mark.compiler
def test_the_log_tells_what_was_traced_and_compiled() -> None:
    program = "import autograph as ag\nf = ag.compile(lambda x: x * 2.25 + 17)\nf(ag.asarray([1.0]))"
    told = run(program, AUTOGRAPH_LOG="trace,compile,cache").stderr
    assert "autograph trace: new: multiply at" in told
    assert "autograph cache: kernel " in told
    assert "autograph compile: " in told or "on disk" in told
    assert run(program).stderr == ""


def test_threads_are_the_cores_of_the_process_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "num_threads", None)
    assert config.threads() == len(os.sched_getaffinity(0))
    monkeypatch.setattr(config, "num_threads", 3)
    assert config.threads() == 3
