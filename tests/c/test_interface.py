"""How cffi learns of the launcher: parsed once, kept in the cache, and in a warm process without the parser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograph.backends import interface
from autograph.backends.c import build
from autograph.backends.c.interface import LAUNCHER
from autograph.toolchain import Cache

SCRIPT = """
import sys
import autograph as ag
print(float(ag.compile(lambda x: (x * x).sum())(ag.ones(3))), "pycparser" in sys.modules, "cffi" in sys.modules)
"""


@pytest.mark.compiler
def test_a_warm_process_needs_no_parser(tmp_path: Path) -> None:
    env = {**os.environ, "AUTOGRAPH_CACHE_DIR": str(tmp_path)}
    told = [subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, check=True) for _ in range(2)]
    assert [t.stdout.split() for t in told] == [[b"3.0", b"True", b"True"], [b"3.0", b"False", b"False"]]
    assert not any(t.stderr for t in told)


@pytest.mark.parametrize("name", ["status_t", "step_t", "binding_t", "frame_t"])
def test_the_structures_are_the_launchers(name: str) -> None:
    def fields(text: str) -> list[str]:
        body = re.search(rf"typedef struct \{{([^}}]*)\}} {name};", re.sub(r"//.*", "", text))
        assert body is not None
        return re.findall(r"\w+(?=\s*[,;])", body[1])

    assert fields(LAUNCHER.declarations) == fields(build.launcher_text("pool"))


@pytest.mark.compiler
def test_threads_that_ask_at_once_get_one_ffi(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(interface, "default_cache", lambda: Cache(tmp_path / "store"))
    launcher = interface.Interface(LAUNCHER.declarations)
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: launcher.ffi(), range(8)))
    assert len({id(one) for one in got}) == 1
