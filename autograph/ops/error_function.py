"""The error function for NumPy, which has none: Chebyshev series within 3e-16 of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

#: erf(x) / x in u = 2 x² - 1, for |x| ≤ 1. Interpolated at Chebyshev's points in 40 digits, as the other one.
_NEAR = (
    0.9754769393826541, -0.14226120510371365, 0.010035582187599796, -0.0005768764699767485, 2.741993125219606e-05,
    -1.1043175507344507e-06, 3.8488755420345036e-08, -1.1808582533875466e-09, 3.2334215826050435e-11,
    -7.991015946679151e-13, 1.7990723022320763e-14, -3.717374242306777e-16,
)  # fmt: skip
#: erfc(x) · exp(x²) in the u that takes t = (x - 3) / (x + 3) from [-1/2, 1/3] to [-1, 1], for x in [1, 6].
_FAR = (
    0.23376822188092547, -0.16410196278423408, 0.026097812602892758, -0.003281118531499783, 0.0003134638906524851,
    -2.046056770846006e-05, 5.776987700182602e-07, 3.7726446174366106e-08, -4.115662017323819e-09,
    -2.0401215458431808e-11, 2.0708393696186024e-11, -2.3843849434063996e-13, -1.151615250734648e-13,
    1.4762837223817751e-15, 7.378014812791437e-16, 2.7275306901829887e-19, -5.12688511941878e-18,
)  # fmt: skip


def erf(x: Array) -> Array:
    """erf of each element, in the array's dtype. From 6 on the nearest double is 1."""
    wide = x.astype(np.float64)
    a = np.abs(wide)
    small = np.minimum(a, 1)
    near = small * _series(_NEAR, 2 * small * small - 1)
    large = np.clip(a, 1, 6)
    t = (large - 3) / (large + 3)
    far = 1 - np.exp(-large * large) * _series(_FAR, (12 * t + 1) / 5)
    found: Array = np.copysign(np.where(a <= 1, near, far), wide).astype(x.dtype)
    return found


def _series(coefficients: Sequence[float], u: Array) -> Array:
    """Σ cₖ Tₖ(u), by Clenshaw's recurrence (doi.org/10.1090/S0025-5718-1955-0071856-0)."""
    b1 = b2 = np.zeros_like(u)
    for c in reversed(coefficients[1:]):
        b1, b2 = c + 2 * u * b1 - b2, b1
    return np.asarray(coefficients[0] + u * b1 - b2)
