"""Which results of a kernel may lie where one of its operands does: proved on the loops, whatever made them.

A result may take an operand's memory if each element of it is stored once, and if the element of the operand that lies
there is read only before that store, by the same thread. What cannot be proved counts as unsafe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograph.kernel.expr import Load
from autograph.kernel.index import Index, Lookup
from autograph.kernel.nest import Accumulate, Declare, Fold, Init, Kernel, Loop, Statement, Store, statements
from autograph.kernel.walk import walk


@dataclass(frozen=True)
class _Access:
    """A load or a store: in which of the outermost statements, after how many others there, and inside which loops."""

    part: int
    order: int
    loops: tuple[Loop, ...]
    offset: Index
    by_store: bool  # whether it is a store, or loads what a store needs

    @property
    def threads(self) -> list[int]:
        """The loops that share it out among threads."""
        return [id(loop) for loop in self.loops if loop.kind == "parallel"]


def sharable(kernel: Kernel, teams: bool = False) -> tuple[tuple[int, int], ...]:
    """The pairs (operand, result), as buffer numbers, that may share memory wherever no iteration runs twice.

    `teams`: lanes are threads, and all of them compute what is outside of loops over lanes, though one stores it.
    """
    if not all(isinstance(s, (Declare, Loop, Init, Accumulate, Fold, Store)) for s in statements(kernel.body)):
        return ()
    loads: dict[int, list[_Access]] = {}
    stores: dict[int, list[_Access]] = {}
    for part, top in enumerate(kernel.body):
        for order, (s, loops) in enumerate(_leaves((top,))):
            for e in _loads(s, loops):
                loads.setdefault(e.buffer, []).append(_Access(part, order, loops, e.offset, isinstance(s, Store)))
            if isinstance(s, Store):
                stores.setdefault(s.buffer, []).append(_Access(part, order, loops, s.offset, True))
    dtypes = [b.dtype for b in kernel.buffers]
    shared = range(len(dtypes))  # locals come after them
    written = [o for o, found in stores.items() if o in shared and o not in loads and _once(kernel, found)]
    lanes = teams and any(isinstance(s, Loop) and s.kind == "lanes" for s in statements(kernel.body))
    # Later stages load results too.
    operands = [r for r in sorted(loads) if r in shared and not kernel.buffers[r].written]
    return tuple(
        (r, o) for r in operands for o in written if dtypes[r] is dtypes[o] and _before(loads[r], stores[o], lanes)
    )


def in_place(kernel: Kernel, teams: bool = False) -> tuple[tuple[int, int], ...]:
    """The pairs (operand, result) that may share memory where the kernel runs with its own extents and starts."""
    if any(isinstance(s, Loop) and s.overlap and (_extent(s) - s.start) % s.step for s in statements(kernel.body)):
        return ()  # a last iteration that begins early does some elements again
    return tuple((r, o) for r, o in sharable(kernel, teams) if kernel.buffers[r].start == kernel.buffers[o].start)


def _extent(loop: Loop) -> int:
    return loop.var.extent if loop.extent is None else loop.extent


def _leaves(body: Sequence[Statement], loops: tuple[Loop, ...] = ()) -> Iterator[tuple[Statement, tuple[Loop, ...]]]:
    for s in body:
        if isinstance(s, Loop):
            yield from _leaves(s.body, (*loops, s))
        else:
            yield s, loops


def _loads(s: Statement, loops: Sequence[Loop]) -> Iterator[Load]:
    """What a statement loads, to find a place or the bounds of a loop around it too."""
    values = [s.value] if isinstance(s, (Store, Accumulate)) else []
    places = [s.offset] if isinstance(s, Store) else []
    places += [i for loop in loops for i in (*loop.low, *loop.high)]
    values += [a.value for i in places for a in i.atoms() if isinstance(a, Lookup)]
    return (e for e in walk(*values) if isinstance(e, Load))


def _once(kernel: Kernel, stores: Sequence[_Access]) -> bool:
    """Whether no element is stored twice: one store, or one in each of the two parts of a loop of run-time extent."""
    tops = [kernel.body[s.part] for s in stores]
    loops = [(t.part, t.var) for t in tops if isinstance(t, Loop)]
    halves = len(tops) == 2 and len({v for _, v in loops}) == 1 and {p for p, _ in loops} == {"whole", "rest"}
    return (len(tops) == 1 or halves) and all(_injective(s) for s in stores)


def _injective(store: _Access) -> bool:
    """Whether different iterations store at different offsets: each stride is longer than all shorter ones reach."""
    factors = {a: abs(c) for a, c in store.offset.terms}
    moves: list[tuple[int, int]] = []  # by how much one iteration of a loop moves the offset, and how far all of them
    for loop in store.loops:
        factor, whole = factors.pop(loop.var, 0), _extent(loop) - loop.start
        last = whole - loop.step if loop.overlap else (whole - 1) // loop.step * loop.step
        if last > 0:
            moves.append((factor * loop.step, factor * last))
    reached = 0
    for stride, reach in sorted(moves):
        if stride <= reached:
            return False
        reached += reach
    return not factors


def _before(loads: Sequence[_Access], stores: Sequence[_Access], lanes: bool) -> bool:
    """Whether each load is of the element that its part stores, at that store or before, and by the same thread; where
    those are `lanes`, for stores in the same loops alone."""
    store_of = {s.part: s for s in stores}
    return all(_precedes(load, store_of[load.part], lanes) if load.part in store_of else False for load in loads)


def _precedes(load: _Access, store: _Access, lanes: bool) -> bool:
    if lanes and not (load.by_store and [*map(id, load.loops)] == [*map(id, store.loops)]):
        return False
    return load.offset == store.offset and load.order <= store.order and load.threads == store.threads
