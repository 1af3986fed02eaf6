"""Sums over the steps of a recurrence, done at once on arrays in which the steps lie one after the other.

A weight that every step uses has one derivative for each, xₜᵀ · dyₜ, and their sum is the single product of all xₜ,
below one another, and all dyₜ: Σ xₜᵀ · dyₜ = [x₁; x₂; …]ᵀ · [dy₁; dy₂; …]. The derivative of steps taken from one array
is a sum of arrays that are zero but for one step: the same steps, one after the other. Kernels store them so
(`schedule.side_by_side`), and joining them costs nothing.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from autograph.graph import Lines, Node, attribute, node, rewrite, topological, users
from autograph.ops.contraction import Matmul
from autograph.ops.elementwise import Add, add
from autograph.ops.gather import ScatterAdd
from autograph.ops.joining import concat, joins_in_memory, unshaped
from autograph.ops.layout import Contiguous
from autograph.ops.movement import Pad, Permute, permute
from autograph.ops.reduction import Sum
from autograph.ops.source import constant, constant_value
from autograph.ops.steps import Whole, in_one, part_of, wholes

#: Fewer products stay as they are.
FEWEST = 3
#: Rows of one product: its terms are added to one register, which loses a digit for every tenfold length.
LONGEST = 1 << 14
#: Elements that may be kept until the product, for each element of the products that need not be kept until the sum.
KEPT = 2


def stack_steps(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """The same outputs; what is rounded may differ by the order of a sum."""
    current = _with_sums(outputs, lines, _of_pads)
    lying = wholes(current)
    current = _with_sums(current, lines, lambda root, terms: _of_products(root, terms, lying))
    current = _with_sums(current, lines, _of_scatters)
    return rewrite(_with_rows(current, lines), _with_sources_stored, lines=lines)


def _with_sums(
    outputs: Sequence[Node], lines: Lines, rule: Callable[[Node, Sequence[Node]], Node | None]
) -> list[Node]:
    """The outputs with each sum replaced by what the rule makes of it, given its terms."""
    done: dict[Node, Node] = {}
    for root, terms in _sums(outputs):
        made = rule(root, terms)
        if made is not None:
            if root in lines:
                attribute([made], lines, lines[root])
            (done[root],) = rewrite([made], lambda n: None, done, lines)
    return rewrite(outputs, lambda n: None, done, lines) if done else list(outputs)


def _sums(outputs: Sequence[Node]) -> Iterator[tuple[Node, list[Node]]]:
    """The largest sums of at least two terms, each after those it depends on."""
    order = topological(outputs)
    readers, asked = users(order), set(outputs)

    def inner(n: Node) -> bool:
        read = readers[n]
        return isinstance(n.op, Add) and n not in asked and len(read) == 1 and isinstance(read[0].op, Add)

    for root in order:
        if isinstance(root.op, Add) and not inner(root):
            terms, stack = [], [*root.inputs[::-1]]
            while stack:
                n = stack.pop()
                if inner(n):
                    stack += n.inputs[::-1]
                else:
                    terms.append(n)
            yield root, terms


def _of_pads(root: Node, terms: Sequence[Node]) -> Node | None:
    """Steps between zeros, added up: the steps one after the other."""
    pads = sorted([t for t in terms if _step(t)], key=_first)
    if len(pads) < 2 or any(_first(t) < _first(s) + s.inputs[0].shape[_axis(s)] for s, t in zip(pads, pads[1:])):
        return None
    axis, parts, end = _axis(pads[0]), [], 0
    if any(_axis(p) != axis for p in pads):
        return None

    def zeros(count: int) -> list[Node]:
        shape = (*root.shape[:axis], count, *root.shape[axis + 1 :])
        return [constant(0, root.dtype, shape)] if count else []

    for p in pads:
        parts += [*zeros(_first(p) - end), p.inputs[0]]
        end = _first(p) + p.inputs[0].shape[axis]
    joined = concat([*parts, *zeros(root.shape[axis] - end)], axis)
    return functools.reduce(add, [joined, *[t for t in terms if t not in pads]])


def _step(n: Node) -> bool:
    """Whether the node is zero but for a part that lies in its memory as it is."""
    if not isinstance(n.op, Pad) or n.op.value != 0 or any(inner for _, _, inner in n.op.padding):
        return False
    return sum(p != (0, 0, 0) for p in n.op.padding) == 1 and math.prod(n.shape[: _axis(n)]) == 1


def _axis(n: Node) -> int:
    assert isinstance(n.op, Pad)
    return next(k for k, p in enumerate(n.op.padding) if p != (0, 0, 0))


def _first(n: Node) -> int:
    assert isinstance(n.op, Pad)
    return n.op.padding[_axis(n)][0]


def _of_products(root: Node, terms: Sequence[Node], lying: Mapping[Node, list[Whole]]) -> Node | None:
    """Products of one shape, added up: the largest set of them as one product."""
    shapes = Counter(_shapes(t) for t in terms if _stacks(t))
    if not shapes or max(shapes.values()) < FEWEST:
        return None
    (chosen, _), *_ = shapes.most_common(1)
    (rows, left), (_, right) = chosen
    # Derivatives come with the last step first.
    every = [t for t in reversed(terms) if _stacks(t) and _shapes(t) == chosen]
    before = set(topological([root]))
    within: list[Whole | None] = [None, None]
    for side in (1, 0):
        within[side] = _most([_operands(t)[side] for t in every], lying, before)
        whole = within[side]
        if whole is not None:
            places = whole.places
            every = [t for t in every if _operands(t)[side] in places]
    ordering = next((k for k in (1, 0) if within[k] is not None), None)
    if ordering is not None:
        places = within[ordering].places  # type: ignore[union-attr]
        every.sort(key=lambda t: places[_operands(t)[ordering]])
    kept = rows * sum(width for w, width in zip(within, (left, right)) if w is None)
    count = LONGEST // rows
    if len(every) < FEWEST or count < FEWEST or kept > KEPT * left * right:
        return None
    made = [_product(every[k : k + count], within) for k in range(0, len(every), count)]
    return functools.reduce(add, [*made, *[t for t in terms if t not in every]])


def _product(terms: Sequence[Node], within: Sequence[Whole | None]) -> Node:
    sides = []
    for whole, steps in zip(within, zip(*map(_operands, terms))):
        found = whole.rows(steps) if whole is not None else None
        sides.append(concat(steps, 0) if found is None else found)
    return node(Matmul(), permute(sides[0], (1, 0)), sides[1])


def _of_scatters(root: Node, terms: Sequence[Node]) -> Node | None:
    """Sums into one table, added up, of steps that lie in one array: one sum into it."""
    kinds = Counter((t.op, t.inputs[0].shape) for t in terms if _scatters(t))
    if not kinds or max(kinds.values()) < FEWEST:
        return None
    (chosen, _), *_ = kinds.most_common(1)
    every = [t for t in terms if _scatters(t) and (t.op, t.inputs[0].shape) == chosen]
    parts = [part_of(t.inputs[1]) for t in every]
    if any(p is None for p in parts):
        return None
    every.sort(key=lambda t: part_of(t.inputs[1]).start)  # type: ignore[union-attr]
    values, positions = (in_one([t.inputs[k] for t in every]) for k in (0, 1))
    if values is None or positions is None or positions.shape[0] > LONGEST:
        return None
    return functools.reduce(add, [node(every[0].op, values, positions), *[t for t in terms if t not in every]])


def _scatters(n: Node) -> bool:
    return isinstance(n.op, ScatterAdd) and n.op.axis == 0 and n.op.count == 1 and len(n.inputs[1].shape) == 1


def _with_rows(outputs: Sequence[Node], lines: Lines) -> list[Node]:
    """Steps added up, and their rows then: one sum over the rows of the array in which the steps lie."""
    terms: dict[Node, list[Node]] = dict(_sums(outputs))
    lying = wholes(outputs)

    def rule(n: Node) -> Node | None:
        steps = terms.get(n.inputs[0], []) if isinstance(n.op, Sum) and n.op.axes == (0,) else []
        if len(steps) < FEWEST or len(n.shape) != 1:
            return None
        for whole in lying.get(steps[0], ()):
            if all(s in whole.places for s in steps):
                rows = whole.rows(sorted(steps, key=whole.places.__getitem__))
                if rows is not None and rows.shape[0] <= LONGEST:
                    return node(n.op, rows)
        return None

    return rewrite(outputs, rule, lines=lines)


def _stacks(n: Node) -> bool:
    """Whether the node is xᵀ · y for matrices x and y."""
    if not isinstance(n.op, Matmul) or len(n.shape) != 2 or not n.dtype.is_float:
        return False
    return isinstance(n.inputs[0].op, Permute) and not isinstance(n.inputs[1].op, Permute)


def _operands(n: Node) -> tuple[Node, Node]:
    """x and y of xᵀ · y, as they lie in memory."""
    x, y = n.inputs[0].inputs[0], n.inputs[1]
    return x, y


def _shapes(n: Node) -> tuple[tuple[int, ...], tuple[int, ...]]:
    x, y = _operands(n)
    return x.shape, y.shape


def _most(steps: Sequence[Node], lying: Mapping[Node, list[Whole]], before: set[Node]) -> Whole | None:
    """The array in which most of the steps lie, if that is more than half of them and it can be there in time."""
    counts = Counter(id(w) for s in steps for w in lying.get(s, ()))
    found = {id(w): w for s in steps for w in lying.get(s, ())}
    for number, count in counts.most_common():
        if 2 * count > len(steps) and before.issuperset(found[number].places):
            return found[number]
    return None


def _with_sources_stored(n: Node) -> Node | None:
    """In a join of steps, arguments and constants are copied: what kernels store lies there anyway."""
    if not joins_in_memory(n):
        return None
    sources = [unshaped(i).op.kind == "source" or constant_value(i) is not None for i in n.inputs]
    if not any(sources) or 2 * sum(i.type.size for i, s in zip(n.inputs, sources) if s) > n.type.size:
        return None
    return node(n.op, *[node(Contiguous(), i) if s else i for i, s in zip(n.inputs, sources)])
