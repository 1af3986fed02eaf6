"""share_products: long sums of small products in parts, with the same values, and only where that keeps a GPU busy."""

from __future__ import annotations

import numpy as np
import pytest
from rewriting import rewritten

from autograph import dtypes
from autograph.backends import backend
from autograph.graph import Node, TensorType, node, topological
from autograph.ops.contraction import Matmul, matmul
from autograph.ops.convolution import Conv2dWeightGradient
from autograph.ops.movement import permute
from autograph.ops.source import Input
from autograph.passes import share_products
from autograph.pipeline import simplified


def leaf(number: int, *shape: int, dtype: dtypes.DType = dtypes.float32) -> Node:
    return node(Input(number, TensorType(shape, dtype)))


def whole(*shape: int) -> np.ndarray:
    """Numbers whose sums are exact in any order."""
    return np.random.default_rng(len(shape)).integers(-4, 5, shape).astype(np.float32)


def sums(*shape: int) -> Node:
    """A product over the rows of both factors, of which the left one has `shape[-2]` columns."""
    *batch, rows, count, columns = shape
    axes = (*range(len(batch)), len(batch) + 1, len(batch))
    return matmul(permute(leaf(0, *batch, count, rows), axes), leaf(1, *batch, count, columns))


def terms(n: Node) -> list[int]:
    """Of each product, in order."""
    found = [m for m in topological([n]) if isinstance(m.op, (Matmul, Conv2dWeightGradient))]
    return [m.op.steps(m.type, *[i.type for i in m.inputs]) for m in found]


@pytest.mark.parametrize(
    ("batch", "parts"),
    [((768,), [96]), ((751,), [75, 1]), ((3, 400), [100]), ((2, 3, 401), [100, 1])],
    ids=["a divisor is near", "a prime", "a batch", "axes of it"],
)
def test_parts_have_the_product(batch: tuple[int, ...], parts: list[int]) -> None:
    *lead, rows = batch
    x, y = whole(*lead, rows, 40), whole(*lead, rows, 72)
    (made,) = rewritten(share_products, [sums(*lead, 40, rows, 72)], [x, y])
    assert terms(made) == parts


@pytest.mark.parametrize(("images", "parts"), [(6, [120]), (100, [100]), (37, [80, 20]), (1, [20])])
@pytest.mark.parametrize("groups", [1, 2])
def test_parts_have_the_gradient(images: int, parts: list[int], groups: int) -> None:
    x, dy = whole(images, 8, 6, 7), whole(images, 36, 4, 5)
    op = Conv2dWeightGradient(groups=groups, kernel=(3, 3))
    (made,) = rewritten(share_products, [node(op, leaf(0, *x.shape), leaf(1, *dy.shape))], [x, dy])
    assert terms(made) == parts


@pytest.mark.parametrize(
    ("rows", "columns", "count"),
    [(64, 10, 784), (4096, 4096, 512), (64, 64, 380), (600, 600, 4096)],
    ids=["narrow", "large", "short", "many tiles"],
)
def test_others_stay_whole(rows: int, columns: int, count: int) -> None:
    product = sums(rows, count, columns)
    assert share_products([product], {}) == [product]


def test_products_of_rows_stay_whole() -> None:
    x = leaf(0, 128, 4096)
    for product in (matmul(x, leaf(1, 4096, 128)), matmul(x, permute(leaf(1, 128, 4096), (1, 0)))):
        assert share_products([product], {}) == [product]


def test_only_teams_share_them() -> None:
    product = sums(128, 4096, 128)
    assert simplified([product], {}) == [product]
    assert simplified([product], {}, teams=backend("cuda").target().teams) != [product]
