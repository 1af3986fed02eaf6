"""Traversals, written once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping

from autograph.errors import Location
from autograph.graph.node import Node, node

#: The Python line that asked for a node, as far as it is known.
Lines = MutableMapping[Node, Location]


def topological(outputs: Iterable[Node], stop: Callable[[Node], bool] | None = None) -> list[Node]:
    """All nodes the outputs depend on, inputs first; the inputs of a node with `stop(node)` are not visited."""
    order: list[Node] = []
    seen: set[Node] = set()
    stack: list[Node | None] = [*reversed([*outputs])]
    while stack:
        current = stack.pop()
        if current is None:  # what stands below it has all its inputs in the order
            order.append(stack.pop())  # type: ignore[arg-type]
        elif current not in seen:
            seen.add(current)
            if stop is None or not stop(current):
                stack += (current, None)
                stack += current.inputs[::-1]
            else:
                order.append(current)
    return order


def users(order: Iterable[Node]) -> dict[Node, list[Node]]:
    """For each node, the nodes of `order` that read it."""
    found: dict[Node, list[Node]] = {}
    for current in order:
        found.setdefault(current, [])
        for i in dict.fromkeys(current.inputs):
            found.setdefault(i, []).append(current)
    return found


def attribute(outputs: Iterable[Node], lines: Lines, line: Location) -> None:
    """Give `line` to the outputs and what they depend on, as far as nothing is known of them."""
    stack = [*outputs]
    while stack:
        n = stack.pop()
        if n not in lines:
            lines[n] = line
            stack += n.inputs


def rewrite(
    outputs: Iterable[Node],
    rule: Callable[[Node], Node | None],
    done: dict[Node, Node] | None = None,
    lines: Lines | None = None,
) -> list[Node]:
    """Rebuild the graph bottom-up; `rule` sees each rebuilt node and may return another in its place.

    `done` maps old nodes to new ones: given entries are taken as they are, and new ones are added. In `lines`, what
    stands in a node's place gets its line.
    """
    done = {} if done is None else done
    outputs, new = list(outputs), done.__getitem__
    for current in topological(outputs, stop=done.__contains__):
        if current not in done:
            inputs = tuple(map(new, current.inputs))
            rebuilt = current if inputs == current.inputs else node(current.op, *inputs)
            replaced = rule(rebuilt)
            made = done[current] = rebuilt if replaced is None else replaced
            if lines is not None and made not in lines and current in lines:
                attribute([made], lines, lines[current])
    return [done[n] for n in outputs]


def substitute(outputs: Iterable[Node], replacements: Mapping[Node, Node], lines: Lines | None = None) -> list[Node]:
    """The outputs with some nodes replaced by others; `lines` as in `rewrite`."""
    return rewrite(outputs, lambda n: None, dict(replacements), lines)


def depends_on(outputs: Iterable[Node], sources: Iterable[Node]) -> set[Node]:
    """The nodes, sources included, through which the outputs depend on any of the sources."""
    found = set(sources)
    for current in topological(outputs):
        if any(i in found for i in current.inputs):
            found.add(current)
    return found
