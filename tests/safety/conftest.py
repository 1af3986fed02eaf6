"""Programs in processes of their own, and a compiler that keeps a log."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograph.toolchain import find_c_compiler

PRELUDE = """
import json, sys, warnings
import numpy as np
import autograph as ag
import autograph.nn.functional as F
from autograph import config, nn, optim

def told(**facts):
    print("FACTS " + json.dumps(facts))
"""


class Program:
    """A Python program that was started; `facts()` waits for it and returns what it told."""

    def __init__(self, file: Path, env: dict[str, str], cwd: Path):
        self.process = subprocess.Popen(
            [sys.executable, str(file)], env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def facts(self, timeout: float = 120) -> dict[str, Any]:
        try:
            out, err = self.process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            self.process.kill()
            pytest.fail(f"still running after {timeout} s: {self.process.communicate()}")
        assert self.process.returncode == 0, f"exit status {self.process.returncode}\n{out}\n{err}"
        found = [json.loads(line[6:]) for line in out.splitlines() if line.startswith("FACTS ")]
        assert found, f"it told nothing\n{out}\n{err}"
        return {**found[-1], "stderr": err}


@pytest.fixture
def start(tmp_path: Path, repository: Path) -> Callable[..., Program]:
    """Starts a program of the given text, with a cold cache in `tmp_path / "cache"` that such programs share."""
    count = iter(range(1000))

    def run(text: str, **settings: str) -> Program:
        file = tmp_path / f"program{next(count)}.py"
        file.write_text(PRELUDE + text)
        env = {**os.environ, "PYTHONPATH": str(repository), "AUTOGRAPH_CACHE_DIR": str(tmp_path / "cache")}
        return Program(file, {**env, **settings}, tmp_path)

    return run


@pytest.fixture
def logged(tmp_path: Path) -> Callable[[], list[str]]:
    """Makes `tmp_path / "cc"`, the C compiler that notes what it is asked; returns the sources it has compiled."""
    log, script = tmp_path / "cc.log", tmp_path / "cc"
    log.touch()
    script.write_text(f'#!/bin/sh\necho "$@" >> {log}\nexec {shlex.join(find_c_compiler().program)} "$@"\n')
    script.chmod(0o755)

    def sources() -> list[str]:
        commands = [line.split() for line in log.read_text().splitlines()]
        return [word for words in commands for word in words if f"{os.sep}sources{os.sep}" in word]

    return sources
