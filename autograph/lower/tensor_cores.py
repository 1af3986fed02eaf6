"""Sums of products for units that multiply small matrices: by warps alone, by blocks of them, or not there."""

from __future__ import annotations

import math
from dataclasses import dataclass

from autograph.kernel.expr import Builder
from autograph.kernel.nest import Buffer, Statement
from autograph.lower.fragments import Tile
from autograph.lower.products import Product, as_product, count, terms_of
from autograph.lower.scalars import Scalars
from autograph.lower.warps import SharedTile, ways
from autograph.schedule.fragments import copies
from autograph.schedule.recipe import Target
from autograph.schedule.warps import Block, Shape, block


@dataclass(frozen=True)
class _Way:
    """The product, along how many fragments a warp goes alone, and the block that pays better, if one does."""

    product: Product
    alone: tuple[int, int]
    together: Block | None


def on_tensor_cores(
    builder: Builder, s: Scalars, target: Target
) -> tuple[tuple[Statement, ...], tuple[Buffer, ...]] | None:
    """The loops and their locals, where such units make the kernel's sum, and it is large enough for them."""
    way = _chosen(builder, s, target)
    if way is None:
        return None
    if way.together is None:
        return Tile(builder, way.product, way.alone, target.flexible).loops(s), ()
    tile = SharedTile(builder, way.product, way.together, target.flexible)
    return tile.loops(s), tile.locals


def pays_on_tensor_cores(builder: Builder, s: Scalars, target: Target) -> bool:
    """Whether such units would make the sum, if it is a kernel's only one."""
    return _chosen(builder, s, target) is not None


def _chosen(builder: Builder, s: Scalars, target: Target) -> _Way | None:
    p = as_product(builder, s, target.fragments)
    if p is None or p.shape[2] < p.fragments.depth:
        return None
    (rows, columns, terms), batch, f = p.shape, count(p.batch), p.fragments
    counted = len(terms_of(p.sum.axes, f.depth)[1].axes) > 1
    alone = copies(rows, columns, batch, counted, f, target.busy)
    if alone is None:
        return None
    shared = ways(p)
    shape = None if shared is None else Shape(rows, columns, terms, batch, f, shared)
    together = None if shape is None else block(shape, target.busy, target.beside)
    pays = together is not None and together[1] <= alone[1] * math.ceil(terms / f.depth)
    return _Way(p, alone[0], together[0] if together is not None and pays else None)
