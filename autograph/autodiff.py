"""Reverse-mode differentiation: graph in, graph out.

`expand_gradients` replaces every `gradient` node by the graph that computes it. Inner ones come first, so derivatives
nest to any order. All derivatives of the same outputs share one reverse sweep.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.errors import Location
from autograph.graph import Lines, Node, attribute, depends_on, node, rewrite, topological
from autograph.ops.elementwise import add
from autograph.ops.gradient import Gradient, Part, Rule
from autograph.ops.source import zeros_like
from autograph.ops.transfer import brought


def expand_gradients(outputs: Sequence[Node], lines: Lines | None = None) -> list[Node]:
    """The outputs with no op about derivatives left but those that are identities to values; new nodes get the line of
    the node they differentiate."""
    lines = {} if lines is None else lines
    wanted: dict[tuple[Node, ...], list[Node]] = {}
    order = topological(outputs, stop=_is_rule)
    if any(isinstance(n.op, Gradient) for n in order):
        order = topological(outputs)  # the rules as well: a derivative may need them
    for n in order:
        if isinstance(n.op, Gradient):
            wanted.setdefault(n.inputs[:-1], []).append(n.inputs[-1])
    done: dict[Node, Node] = {n: n for n in order if not wanted}
    sweeps: dict[tuple[Node, ...], dict[Node, Node]] = {}
    for n in order if wanted else ():
        inputs = tuple([done[i] for i in n.inputs])
        if isinstance(n.op, Gradient):
            key = n.inputs[:-1]
            if key not in sweeps:
                # A node not met so far cannot be one the output depends on: its derivative is zero.
                wrt = [done[w] for w in wanted[key] if w in done]
                half = len(key) // 2
                sweeps[key] = dict(zip(wrt, sweep(inputs[:half], inputs[half:-1], wrt, lines)))
            done[n] = sweeps[key].get(inputs[-1]) or zeros_like(inputs[-1])
        else:
            done[n] = n if inputs == n.inputs else node(n.op, *inputs)
        if n in lines:
            lines.setdefault(done[n], lines[n])
    return _without_rules([done[n] for n in outputs], lines)


def differentiate(output: Node, cotangent: Node, wrt: Sequence[Node], lines: Lines | None = None) -> list[Node]:
    """The derivative of `output` along `cotangent` with respect to each of `wrt`; zeros where it does not depend."""
    return sweep([output], [cotangent], wrt, lines)


def sweep(
    outputs: Sequence[Node], cotangents: Sequence[Node], wrt: Sequence[Node], lines: Lines | None = None
) -> list[Node]:
    """The derivative of several outputs, each along its cotangent, with respect to each of `wrt`."""
    active = depends_on(outputs, wrt)
    collected: dict[Node, Node] = {}
    for n, cotangent in zip(outputs, cotangents):
        cotangent = brought(cotangent, n.type.device)
        collected[n] = cotangent if n not in collected else add(collected[n], cotangent)
    ruled: dict[Node, dict[int, Node]] = {}  # by rule: the cotangents of its parts
    targets = set(wrt)
    for n in reversed(topological(outputs)):
        for i, part in _contributions(n, active, collected, ruled, lines):
            part = brought(part, i.type.device)
            assert part.type.on(i.type.device) == i.type, f"derivative of {n.op} for {i.type} has type {part.type}"
            collected[i] = part if i not in collected else add(collected[i], part)
            if lines is not None and n in lines:
                attribute([collected[i]], lines, _backward(lines[n]))
    return [collected[w] if w in targets and w in collected else zeros_like(w) for w in wrt]


def _contributions(
    n: Node,
    active: set[Node],
    collected: dict[Node, Node],
    ruled: dict[Node, dict[int, Node]],
    lines: Lines | None,
) -> list[tuple[Node, Node]]:
    """What a node of the sweep adds to the cotangents of its inputs, as far as these matter."""
    if n not in active or not any(i in active for i in n.inputs):
        return []
    found: Sequence[Node | None]
    if isinstance(n.op, Rule):
        found = n.op.pull(n, ruled[n], lines) if n in ruled else []
    elif n not in collected or not n.dtype.is_float:
        return []
    elif isinstance(n.op, Part):
        ruled.setdefault(n.inputs[1], {})[n.op.number] = collected[n]
        return []
    else:
        found = n.op.gradient(collected[n], n, *n.inputs)
    return [(i, part) for i, part in zip(n.inputs, found) if part is not None and i in active]


def _is_rule(n: Node) -> bool:
    return isinstance(n.op, Rule)


def _without_rules(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The outputs as values alone."""
    order = topological(outputs, stop=_is_rule)
    rules = {n: n for n in order if _is_rule(n)}
    if not rules:
        return list(outputs)
    return rewrite(outputs, lambda n: n.inputs[0] if isinstance(n.op, Part) else None, rules, lines)


def _backward(line: Location) -> Location:
    """The line as the origin of a derivative."""
    text = line.text if line.text.startswith("backward of ") else f"backward of {line.text}"
    return Location(line.file, line.line, text)
