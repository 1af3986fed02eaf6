"""The fixture `way`: each test that takes it runs its functions eagerly, compiled and interpreted."""

from __future__ import annotations

import pytest
from ways import Way

import autograph as ag


@pytest.fixture(params=["eager", pytest.param("compiled", marks=pytest.mark.compiler), "interpreted"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Way:
    """How a function of arrays is run: at once, as generated code, or recorded and interpreted."""
    if request.param == "interpreted":
        monkeypatch.setattr(ag.config, "mode", "interpret")
    return (lambda f: f) if request.param == "eager" else ag.compile
