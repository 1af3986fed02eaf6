"""For modules with a list of CASES: each case's number, and every case's results from one compiled call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from function_cases import in_one_call

from autograph import config


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "number" in metafunc.fixturenames:
        cases = metafunc.module.CASES
        metafunc.parametrize("number", range(len(cases)), ids=[c.name for c in cases])


@pytest.fixture(scope="module", params=[pytest.param("compile", marks=pytest.mark.compiler), "interpret"])
def results(request: pytest.FixtureRequest) -> Iterator[Any]:
    before, config.mode = config.mode, request.param
    yield in_one_call(request.module.CASES)
    config.mode = before
