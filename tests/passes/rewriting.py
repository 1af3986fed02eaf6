"""A rewrite is tested twice: the graph it makes, and that the values are the same with and without it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from programs import Array, interpreted, type_of

from autograph.errors import Location
from autograph.graph import Node, graph_text
from autograph.graph.check import check_graph
from autograph.passes import Pass

LINE = Location("model.py", 7, "y = f(x)")


def rewritten(
    run: Pass, before: Sequence[Node], arrays: Sequence[Array], after: Sequence[Node] | None = None, rtol: float = 0.0
) -> list[Node]:
    """The graph that a pass makes, checked: its types, its values, its lines, and `after` where that is given.

    Where a pass changes the order of a sum, `rtol` is relative to the largest finite value.
    """
    lines = dict.fromkeys(before, LINE)
    made = run(before, lines)
    check_graph(made, run.__name__)
    assert [n.type for n in made] == [n.type for n in before]
    for got, wanted, n in zip(interpreted(made, arrays), interpreted(before, arrays), made):
        assert type_of(got) == n.type
        scale = np.max(np.abs(wanted), where=np.isfinite(wanted), initial=0.0) if rtol else 0.0
        np.testing.assert_allclose(got, wanted, rtol=rtol, atol=rtol * scale, err_msg=graph_text(made))
    if after is not None:
        assert graph_text(made) == graph_text(after)
    assert all(n in lines for n in made), "what a pass makes has the line of what it stands for"
    return made
