"""What tests of derivatives share: the ways in which a function may be run, and how close results are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Way = Callable[[Callable[..., Any]], Callable[..., Any]]


def close(found: Any, wanted: Any) -> None:
    """Equal up to rounding in float64."""
    np.testing.assert_allclose(np.asarray(found), wanted, rtol=1e-12, atol=1e-13)
