"""Constants in generated C: a sign in front of a negative one does not become `--`."""

from __future__ import annotations

import numpy as np
import pytest
from programs import Array, arguments, interpreted, programs

from autograph import dtypes
from autograph.dtypes import DType
from autograph.ops.elementwise import add, negative
from autograph.ops.source import constant


@pytest.mark.compiler
@pytest.mark.parametrize(
    ("value", "dtype"), [(-0.0, dtypes.float32), (-2.5, dtypes.float64), (-3, dtypes.int32), (-(2**62), dtypes.int64)]
)
def test_a_negative_constant_can_be_negated(value: float, dtype: DType) -> None:
    x: Array = np.arange(5).astype(dtype.numpy)
    graph = [add(*arguments([x]), negative(constant(value, dtype, x.shape)))]
    (got,) = programs([graph])[0]([x])
    np.testing.assert_array_equal(got, interpreted(graph, [x])[0])
