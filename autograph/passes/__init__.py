"""Graph → graph: one pass, one file, one function of that name. They run in this order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograph.graph import Lines, Node
from autograph.passes.batch_in_lanes import batch_in_lanes
from autograph.passes.batch_steps import batch_steps
from autograph.passes.chain_sums import chain_sums
from autograph.passes.channels_last import channels_last
from autograph.passes.decompose import decompose
from autograph.passes.pack_operands import pack_operands
from autograph.passes.remake_later import remake_later
from autograph.passes.remake_scores import remake_scores
from autograph.passes.share_products import share_products
from autograph.passes.share_sums import share_sums
from autograph.passes.simplify import simplify
from autograph.passes.split_products import split_products
from autograph.passes.split_sums import split_sums
from autograph.passes.stack_steps import stack_steps
from autograph.passes.widen_halves import widen_halves

#: What a pass makes gets the line of what it stands for.
Pass = Callable[[Sequence[Node], Lines], list[Node]]

PASSES: tuple[Pass, ...] = (
    simplify,
    widen_halves,
    batch_in_lanes,
    channels_last,
    decompose,
    split_sums,
    share_sums,
    split_products,
    share_products,
    remake_scores,
    remake_later,
    simplify,
    batch_steps,
    stack_steps,
    pack_operands,
    chain_sums,
)

#: Passes for threads that compute with vectors: those of a team may as well lie along a product's sums, where rows of
#: both operands are read. Long sums are cut for either, into other parts, and so are products; and large matrices are
#: made again.
FOR_VECTORS: tuple[Pass, ...] = (pack_operands, split_sums, split_products, remake_scores)

#: Passes for teams of threads, of which there are very many.
FOR_TEAMS: tuple[Pass, ...] = (chain_sums, share_sums, share_products, remake_later)

__all__ = [
    "FOR_TEAMS",
    "FOR_VECTORS",
    "PASSES",
    "Pass",
    "batch_in_lanes",
    "batch_steps",
    "chain_sums",
    "channels_last",
    "decompose",
    "pack_operands",
    "remake_later",
    "remake_scores",
    "share_products",
    "share_sums",
    "simplify",
    "split_products",
    "split_sums",
    "stack_steps",
    "widen_halves",
]
