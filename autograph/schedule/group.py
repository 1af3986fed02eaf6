"""Which nodes get memory: this is fusion.

A node that is not stored is computed inside the kernels of those that are. The outputs come first and the decision
walks towards the inputs; for each node it knows in which stored nodes ("roots") it would be computed, how often, and by
which path. Cheap scalars are recomputed, dear ones stored, and nothing dear is ever recomputed inside a contraction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograph.graph import Node, topological
from autograph.ops.contraction import multiplied_halves
from autograph.ops.joining import Concat
from autograph.ops.layout import Contiguous
from autograph.ops.movement import BroadcastTo, Pad, Permute, Reshape, Slice
from autograph.ops.positions import told_by_positions
from autograph.ops.reduction import Reduction
from autograph.schedule.reading import is_argument, operands, readers
from autograph.schedule.side_by_side import parts_in_memory

#: Storing an element and loading it again, in additions.
MEMORY_COST = 4
#: A row program (softmax, …) keeps a row in cache while it reads it several times.
ROW_LIMIT = 16384
#: Work below which a reduction with few outputs may run its inner reductions on one thread.
SERIAL_LIMIT = 1 << 16
#: Stores that one kernel may do.
MOST_OUTPUTS = 8
#: Ops in a row that one kernel may compute: lowering walks them recursively, and compilers dislike long functions.
DEEPEST = 48
#: How much smaller than its results what a kernel reads may be, for another to join it for that alone.
FAR_SMALLER = 64
#: Buffers that one kernel may read.
MOST_READS = 32
#: Kinds of ops that are a kernel by themselves; those of the second set read memory only.
ALONE = frozenset({"loops", "text", "python"})
FROM_MEMORY = frozenset({"text", "python"})


@dataclass(frozen=True)
class Group:
    """One kernel: the nodes it stores, and the stored nodes and sources it reads; `after` are nodes that it does not
    read, and yet must not run before.

    All outputs have one shape, unless the kernel has `stages`: groups that it computes one after the other for each of
    `rows` equal parts of all that they store. What only stages read is not stored. Where a stage is a matrix product,
    blocks of `together` rows go through all stages at once, each of one matrix, which has `column` rows.

    One that `joins` has no kernel: the memory of its output is that of what it reads, one after the other.
    """

    outputs: tuple[Node, ...]
    reads: tuple[Node, ...]
    after: tuple[Node, ...] = ()
    stages: tuple[Group, ...] = ()
    rows: int = 1
    joins: bool = False
    column: int = 0
    together: int = 0

    @property
    def kept(self) -> list[Node]:
        """What only its stages read."""
        return [n for g in self.stages for n in g.outputs if n not in self.outputs]


@dataclass
class _Site:
    """How a root computes a node: `count` times; `pure`: by elementwise ops and movements alone;
    `lead`: how many of the node's leading axes are the leading axes of the root's loops;
    `moved`: at another index than its readers', so that it is computed once for each of them; `position`: to find the
    index of something else."""

    count: int
    pure: bool
    lead: int
    moved: bool = False
    position: bool = False

    def merge(self, other: _Site) -> _Site:
        moved = self.moved or other.moved
        count = self.count + other.count if moved else max(self.count, other.count)
        position = self.position or other.position
        return _Site(count, self.pure and other.pure, min(self.lead, other.lead), moved, position)


def group(outputs: Sequence[Node], nearby: bool = False, halves: bool = False) -> list[Group]:
    """The kernels of a graph, in an order in which they can run.

    `nearby`: kernels may become stages of one; `halves`: contractions multiply those as they are.
    """
    every = topological(_shallow_first(outputs))
    chosen, joined = _stored(outputs, nearby, halves)
    stored = _narrowed(every, chosen)
    return _merge([_first(n, stored, joined) for n in every if n in stored], stored)


def _first(n: Node, stored: set[Node], joined: Mapping[Node, tuple[Node, ...]]) -> Group:
    """The group of a stored node, before others join it."""
    if n in joined:
        return Group((n,), joined[n], joins=True)
    # A text or NumPy takes its operands one by one, an operand that occurs twice too.
    return Group((n,), n.inputs) if n.op.kind in FROM_MEMORY else _group((n,), stored)


def _shallow_first(outputs: Sequence[Node]) -> list[Node]:
    """The outputs by how many contractions and reductions they stand on: of the layers' derivatives, the last layer's
    first, so that what it is computed from is not kept until all layers are done."""
    depth: dict[Node, int] = {}
    for n in topological(outputs):
        own = n.op.kind in ALONE or n.op.kind in ("contraction", "reduction")
        depth[n] = own + max((depth[i] for i in n.inputs), default=0)
    return sorted(outputs, key=depth.__getitem__)


def _stored(outputs: Sequence[Node], nearby: bool, halves: bool) -> tuple[set[Node], dict[Node, tuple[Node, ...]]]:
    """The nodes that get memory; of those that are joined in it, the parts."""
    order = topological(outputs)
    users_of = readers(order)
    carries = _carries(order, users_of)
    told = told_by_positions(order) | (multiplied_halves(order, users_of) if halves else set())
    stored = {n for n in outputs if not is_argument(n)}
    joined: dict[Node, tuple[Node, ...]] = {}
    parts: set[Node] = set()
    sites: dict[Node, dict[Node, _Site]] = {}
    heavy: set[Node] = set()  # roots that compute a contraction or a reduction already
    depth: dict[Node, int] = {}  # how many ops stand between a node and the stores it goes into
    for n in reversed(order):
        if is_argument(n):
            continue
        found: dict[Node, _Site] = {}
        if n not in stored:
            for u in users_of[n]:
                from_user = {u: _Site(u.type.size, True, len(u.shape))} if u in stored else sites[u]
                for root, site in from_user.items():
                    step = _through(u, n, site)
                    step.moved = site.moved or isinstance(u.op, (Permute, Slice, Pad))
                    step.position = site.position or (u.op.checks and n in (u.inputs[1:] or u.inputs))
                    found[root] = found[root].merge(step) if root in found else step
            depth[n] = 1 + max((depth[u] for u in users_of[n]), default=0)
            read_whole = any(u.op.kind in FROM_MEMORY for u in users_of[n])
            if (
                read_whole
                or n in parts
                or (n not in told and _needs_memory(n, found, carries, heavy, nearby))
                or (depth[n] > DEEPEST and n.op.kind != "source")
            ):
                stored.add(n)
                own = parts_in_memory(n, users_of)
                if not any(p in parts or p in stored for p in own):
                    parts.update(own)
                    joined.update({n: own} if own else {})
        if n in stored:
            depth[n] = 0
        if n.op.kind == "reduction" and n not in stored:
            # Inside a row program it is computed once a row, however often its value is read.
            found = {root: _Site(n.type.size, s.pure, s.lead) for root, s in found.items()}
        if n in stored:
            found = {n: _Site(n.type.size, True, len(n.shape))}
        sites[n] = found
        heavy.update(found if n.op.kind == "contraction" else ())
    return stored, joined


def _narrowed(order: Sequence[Node], stored: set[Node]) -> set[Node]:
    """The stored nodes, and more where a kernel would read too many."""
    stored = set(stored)
    reads: dict[Node, set[Node]] = {}
    for n in order:
        reads[n] = {n} if is_argument(n) else _read_by(n, reads, stored)
        while len(reads[n]) > MOST_READS:
            inner = [i for i in operands(n) if i not in stored and not is_argument(i)]
            assert inner, f"{n.op} alone reads {len(reads[n])} buffers"
            stored.add(max(inner, key=lambda i: len(reads[i])))
            reads[n] = _read_by(n, reads, stored)
    return stored


def _read_by(n: Node, reads: dict[Node, set[Node]], stored: set[Node]) -> set[Node]:
    return set().union(*[{i} if i in stored else reads[i] for i in operands(n)])


def _through(u: Node, n: Node, site: _Site) -> _Site:
    """The site of `n` as its reader `u` reads it, given u's own site."""
    if u.op.kind in ALONE:  # its loops read each element of an input about once
        return _Site(n.type.size, False, 0)
    count = site.count * u.op.steps(u.type, *[i.type for i in u.inputs]) // _reuse(u, n)
    if isinstance(u.op, Concat):  # a part is computed where it lies, and not elsewhere
        return _Site(count * u.inputs.count(n) * n.type.size // max(u.type.size, 1), False, 0)
    if n.shape == u.shape and (u.op.kind == "elementwise" or isinstance(u.op, Contiguous)):
        return _Site(count, site.pure, site.lead)
    if isinstance(u.op, Permute):
        fixed = next((k for k, a in enumerate(u.op.axes) if k != a), len(u.shape))
        return _Site(count, site.pure, min(site.lead, fixed))
    if isinstance(u.op, Reshape):
        same = next((k for k, (a, b) in enumerate(zip(n.shape, u.shape)) if a != b), min(len(n.shape), len(u.shape)))
        return _Site(count, site.pure, min(site.lead, same))
    if isinstance(u.op, BroadcastTo):
        aligned = len(n.shape) == len(u.shape)
        return _Site(count, n.type.size == u.type.size, site.lead if aligned else 0)
    if isinstance(u.op, Reduction):
        kept = len(n.shape) - len(u.op.axes)
        trailing = sorted(u.op.axes) == list(range(kept, len(n.shape)))
        whole = trailing and site.lead == len(u.shape)
        return _Site(count, False, len(n.shape) if whole else min(site.lead, *u.op.axes))
    if u.op.kind == "elementwise":  # one_hot: an axis more than its input
        return _Site(count, False, min(site.lead, len(n.shape)))
    return _Site(count, False, 0)


def _reuse(u: Node, n: Node) -> int:
    """How many of the reader's elements share one load of `n`. Packed operands are stored, whoever reads them."""
    return 1 if isinstance(n.op, Contiguous) else min(u.op.reuse(k, u.type) for k, i in enumerate(u.inputs) if i is n)


def _carries(order: Sequence[Node], readers: dict[Node, list[Node]]) -> set[Node]:
    """Contractions, and the elementwise chains that only they feed: their possible epilogues.

    What `Contiguous` stands before has its layout: a transpose after it is how somebody reads it."""
    found: set[Node] = set()
    laid_out: set[Node] = set()
    for n in order:
        chained = [i for i in n.inputs if i in found and len(readers[i]) == 1 and i.type.size == n.type.size]
        kept = isinstance(n.op, Permute) and any(i in laid_out for i in chained)
        if n.op.kind == "contraction" or (n.op.kind in ("elementwise", "movement") and chained and not kept):
            found.add(n)
            if isinstance(n.op, Contiguous) or any(i in laid_out for i in chained):
                laid_out.add(n)
    return found


def _needs_memory(
    n: Node, sites: dict[Node, _Site], carries: set[Node], heavy: set[Node], nearby: bool = False
) -> bool:
    kind = n.op.kind
    if kind == "source" or kind in ALONE:
        return kind != "source"
    if kind == "reduction" and any(s.position or r.op.kind in ALONE for r, s in sites.items()):
        return True  # an index is one expression, without loops; and what brings its loops has no others
    if kind in ("contraction", "reduction"):
        if len(sites) != 1:
            return True
        ((root, site),) = sites.items()
        if site.pure and site.count == n.type.size:
            return root in heavy
        return kind == "contraction" or nearby or not _hoists(n, root, site)
    absorbs = n.op.cost or isinstance(n.op, Permute)  # a transpose after a contraction is where it stores its result
    if n in carries and absorbs and (len(sites) > 1 or not all(s.pure for s in sites.values())):
        return True
    if n.op.cost == 0:
        return False
    if n in carries and isinstance(n.op, Contiguous) and not heavy.isdisjoint(sites):
        return True  # the contraction is stored, as its root has one already: in this layout
    total = sum(s.count for s in sites.values())
    return total * n.op.cost > n.type.size * (n.op.cost + MEMORY_COST)


def _hoists(n: Node, root: Node, site: _Site) -> bool:
    """Whether a reduction inside `root` can be computed once a row, in a kernel that still has rows to share out."""
    axes = len(n.shape)
    while axes and n.shape[axes - 1] == 1:
        axes -= 1
    if not isinstance(n.op, Reduction) or site.lead < axes:
        return False
    row = n.inputs[0].type.size // max(n.type.size, 1)
    work = n.inputs[0].type.size
    return row <= ROW_LIMIT and (work <= SERIAL_LIMIT or root.type.size >= n.type.size >= 16)


def _group(outputs: tuple[Node, ...], stored: set[Node]) -> Group:
    own = set(outputs)
    ends: set[Node] = set()

    def read(n: Node) -> bool:
        if n not in own and (n in stored or is_argument(n)):
            ends.add(n)
        return n in ends

    inner = topological(outputs, stop=read)
    used, waited = set(outputs), set[Node]()
    for n in reversed(inner):
        if n in used and n not in ends:
            taken = operands(n)
            used.update(taken)
            waited.update([i for i in n.inputs[len(taken) :] if not is_argument(i)])
    reads = [n for n in inner if n in used and n in ends]
    return Group(outputs, tuple(reads), tuple([n for n in inner if n not in used and (n in stored or n in waited)]))


def _merge(groups: list[Group], stored: set[Node]) -> list[Group]:
    """Join light groups of one shape that read the same memory: optimizer states, pooling and its choice."""
    done: list[Group] = []
    producer: dict[Node, int] = {}
    for g in groups:
        target = _partner(g, done, producer, stored)
        if target is None:
            target = len(done)
            done.append(g)
        else:
            done[target] = _group(done[target].outputs + g.outputs, stored)
        producer.update((n, target) for n in g.outputs)
    return done


def _partner(g: Group, done: list[Group], producer: dict[Node, int], stored: set[Node]) -> int | None:
    """The latest group `g` may join: everything else that `g` reads must be ready before it runs."""
    if g.joins or not _light(g, stored):
        return None
    ready = max((producer[r] for r in (*g.reads, *g.after) if r in producer), default=-1)
    for k in range(len(done) - 1, max(ready, 0) - 1, -1):
        other = done[k]
        # What is small beside the results is in the caches anyway.
        size = g.outputs[0].type.size
        shared = [r for r in g.reads if (r in other.reads or r in other.outputs) and r.type.size * FAR_SMALLER >= size]
        fits = other.outputs[0].shape == g.outputs[0].shape and len(other.outputs) < MOST_OUTPUTS
        fits = fits and len({*other.reads, *g.reads}) <= MOST_READS
        if shared and fits and not other.joins and _light(other, stored):
            inside = [r for r in g.reads if producer.get(r) == k]
            deep = inside and len(_inner(other, stored)) + len(_inner(g, stored)) > 2 * DEEPEST
            if not deep and all(_same_index(g, r, stored) for r in inside):
                return k
    return None


def _inner(g: Group, stored: set[Node]) -> list[Node]:
    """What the group computes and what it reads."""
    return topological(g.outputs, stop=lambda n: (n in stored or is_argument(n)) and n not in g.outputs)


def _light(g: Group, stored: set[Node]) -> bool:
    """Whether the group's kernel is loops over its elements, with at most a window's reduction in each."""
    own = [n for n in _inner(g, stored) if n not in stored or n in g.outputs]
    return not any(n.op.kind == "contraction" or n.op.kind in ALONE or isinstance(n.op, Reduction) for n in own)


def _same_index(g: Group, read: Node, stored: set[Node]) -> bool:
    """Whether `g` reads `read` only element by element, at the element it computes."""
    reached = {read}
    for n in _inner(g, stored):
        computed = n is not read and (n in g.outputs or n not in stored)
        if computed and any(i in reached for i in n.inputs):
            if n.op.kind != "elementwise" or n.shape != read.shape:
                return False
            reached.add(n)
    return True
