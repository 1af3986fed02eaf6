"""Reverse-mode differentiation: graph in, graph out.

`expand_gradients` replaces every `gradient` node by the graph that computes it. Inner ones come first, so derivatives
nest to any order. All derivatives of one output share one reverse sweep.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.errors import Location
from autograph.graph import Lines, Node, attribute, depends_on, node, topological
from autograph.ops.elementwise import add
from autograph.ops.gradient import Gradient
from autograph.ops.source import zeros_like


def expand_gradients(outputs: Sequence[Node], lines: Lines | None = None) -> list[Node]:
    """The outputs with no `gradient` node left; new nodes get the line of the node they differentiate."""
    lines = {} if lines is None else lines
    order = topological(outputs)
    wanted: dict[tuple[Node, Node], list[Node]] = {}
    for n in order:
        if isinstance(n.op, Gradient):
            wanted.setdefault(n.inputs[:2], []).append(n.inputs[2])  # type: ignore[arg-type]
    done: dict[Node, Node] = {}
    sweeps: dict[tuple[Node, Node], dict[Node, Node]] = {}
    for n in order:
        inputs = tuple(done[i] for i in n.inputs)
        if isinstance(n.op, Gradient):
            key = (n.inputs[0], n.inputs[1])
            if key not in sweeps:
                # A node not met so far cannot be one the output depends on: its derivative is zero.
                wrt = [done[w] for w in wanted[key] if w in done]
                sweeps[key] = dict(zip(wrt, differentiate(inputs[0], inputs[1], wrt, lines)))
            done[n] = sweeps[key].get(inputs[2]) or zeros_like(inputs[2])
        else:
            done[n] = n if inputs == n.inputs else node(n.op, *inputs)
        if n in lines:
            lines.setdefault(done[n], lines[n])
    return [done[n] for n in outputs]


def differentiate(output: Node, cotangent: Node, wrt: Sequence[Node], lines: Lines | None = None) -> list[Node]:
    """The derivative of `output` along `cotangent` with respect to each of `wrt`; zeros where it does not depend."""
    active = depends_on([output], wrt)
    collected: dict[Node, Node] = {output: cotangent}
    targets = set(wrt)
    for n in reversed(topological([output])):
        total = collected.get(n)
        if total is None or n not in active or not n.inputs or not n.dtype.is_float:
            continue
        if all(i not in active for i in n.inputs):
            continue
        parts = n.op.gradient(total, n, *n.inputs)
        for i, part in zip(n.inputs, parts):
            if part is None or i not in active:
                continue
            assert part.type == i.type, f"derivative of {n.op} for {i.type} has type {part.type}"
            collected[i] = part if i not in collected else add(collected[i], part)
            if lines is not None and n in lines:
                attribute([collected[i]], lines, _backward(lines[n]))
    return [collected[w] if w in targets and w in collected else zeros_like(w) for w in wrt]


def _backward(line: Location) -> Location:
    """The line as the origin of a derivative."""
    text = line.text if line.text.startswith("backward of ") else f"backward of {line.text}"
    return Location(line.file, line.line, text)
