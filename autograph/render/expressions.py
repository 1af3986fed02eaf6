"""Scalar expressions as text, in the words of one language.

Inside a `lanes` loop an expression is a vector where it depends on the lane and a scalar where it does not; the printer
knows which, and asks the language for the word that joins them. What vectors cannot do (a load at an index that is not
affine in the lane, a guarded load) is done lane by lane.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from autograph import dtypes
from autograph.dtypes import DType
from autograph.kernel.expr import Accumulator, Call, Const, Expr, Load, Position, Read
from autograph.kernel.index import AtMost, Atom, Index, Lookup, Quotient, Remainder, Var
from autograph.kernel.nest import Kernel, Store
from autograph.kernel.vocabulary import VOCABULARY
from autograph.kernel.walk import children, free_vars
from autograph.render.words import Word, bare, branch, division, grouped, index_text, operand

if TYPE_CHECKING:
    from autograph.render.source import Language

_MASKS = {8: dtypes.int8, 16: dtypes.int16, 32: dtypes.int32, 64: dtypes.int64}


COMPARISONS = frozenset({"lt", "le", "eq", "ne"})


class Expressions:
    """Spells the expressions of one kernel; what they share gets a name in `_lines`."""

    def __init__(self, kernel: Kernel, language: Language):
        self._kernel, self._language = kernel, language
        self._lane: Var | None = None
        self._team = language.team(kernel)
        self._loops = self._team or language
        self._packed: dict[Load | Store, str] = {}  # what lies in a pack
        self._called = {} if self._team is None else self._team.names
        self._words: dict[Expr, Word] = {}
        self._lines: list[str] = []
        self._shared: set[Expr] = set()
        self._inline, self._names = False, 0
        self._unrolled: set[Atom] = set()
        self.types: set[tuple[DType, int]] = set()

    @property
    def _lanes(self) -> int:
        return self._lane.extent if self._lane is not None else 1

    def _word(self, e: Expr) -> Word:
        found = self._words.get(e)
        if found is None:
            found = self._spell(e)
            if not self._inline and (e in self._shared or len(found.text) > 90) and not found.text.isidentifier():
                found = self._named(found, e.dtype)
            self._words[e] = found
        return found

    def _named(self, w: Word, dtype: DType) -> Word:
        if w.mask:
            return Word(self._local(_MASKS[w.mask], w.lanes, w.text), w.lanes, w.mask)
        return Word(self._local(dtype, w.lanes, w.text), w.lanes)

    def _local(self, dtype: DType, lanes: int, text: str) -> str:
        name = f"v{self._names}"
        self._names += 1
        self._lines.append(f"const {self._type(dtype, lanes)} {name} = {bare(text)};")
        return name

    def _spell(self, e: Expr) -> Word:
        if isinstance(e, Const):
            return Word(self._language.literal(e.value, e.dtype), 1)
        if isinstance(e, Load):
            return self._load(e)
        if isinstance(e, Position):
            return self._position(e)
        if isinstance(e, Read):
            return Word(self._place(e.accumulator), self._width(e.accumulator))
        assert isinstance(e, Call), f"{e} has no loops around it"
        if e.function == "guard":
            return self._guard(e)
        return self._call(e)

    def _load(self, e: Load) -> Word:
        if e in self._packed:
            return Word(self._packed[e], 1)
        name = self._kernel.buffer(e.buffer).name
        if self._lane is None or not self._varies(e.offset):
            return Word(self._element(e.buffer, e.offset), 1)
        stride, start = self._stride(e.offset, e.buffer)
        if stride is None:
            return self._lane_by_lane(e)
        self.types.add((e.dtype, self._lanes))
        return self._masked(self._language.load(name, start, stride, e.dtype, self._lanes), e.dtype)

    def _masked(self, text: str, dtype: DType) -> Word:
        """Bools in memory are bytes 0 and 1; in lanes they are masks."""
        if dtype is not dtypes.bool_:
            return Word(text, self._lanes)
        return Word(f"({text} != 0)", self._lanes, 8)

    def _position(self, e: Position) -> Word:
        if self._lane is None or not self._varies(e.index):
            return self._counted(self._index(e.index))
        stride, start = self._stride(e.index)
        if stride is None:
            return self._lane_by_lane(e)
        self.types.add((e.dtype, self._lanes))
        return Word(self._language.sequence(start, stride, e.dtype, self._lanes), self._lanes)

    def _counted(self, text: str) -> Word:
        """An index as a value."""
        if self._team is not None and self._team.narrow:
            return Word(f"((i64){grouped(text)})", 1, 0, "cast")
        return Word(grouped(text), 1, 0, "add")

    def _guard(self, e: Call) -> Word:
        parts = self._branches(e)
        if parts is None:
            return self._lane_by_lane(e)
        texts = (parts[0], parts[1].text, self._as(self._word(e.args[2]), e.dtype, parts[1].lanes))
        return Word("({} ? {} : {})".format(*map(branch, texts)), parts[1].lanes)

    def _branches(self, e: Expr) -> tuple[str, Word] | None:
        """A guard's condition and what it guards; None where lanes differ in them."""
        condition, value, otherwise = children(e)
        if self._lane is not None and self._lane in free_vars(condition):
            return None
        test = self._word(condition).text
        lanes = self._lanes if self._lane is not None and self._lane in free_vars(value, otherwise) else 1
        # The guarded value must stay inside the conditional: no part of it may be computed before.
        inline, words, lines = self._inline, dict(self._words), len(self._lines)
        self._inline = True
        inside = self._as(self._word(value), e.dtype, lanes)
        self._inline, self._words = inline, words
        if len(self._lines) > lines:
            del self._lines[lines:]
            return None
        return test, Word(inside, lanes)

    def _lane_by_lane(self, e: Expr) -> Word:
        lane = self._lane
        assert lane is not None
        self.types.add((e.dtype, lane.extent))
        name = f"v{self._names}"
        self._names += 1
        value = self._of_one_lane(lambda: self._spell(e).text, self._looked_up(e))
        self._lines.append(f"{self._type(e.dtype, lane.extent)} {name};")
        self._lines.append(f"for (int64_t {lane.name} = 0; {lane.name} < {lane.extent}; {lane.name}++) {{")
        self._lines += [f"{name}[{lane.name}] = {bare(value)};", "}"]
        return self._masked(name, e.dtype)

    def _looked_up(self, e: Expr) -> dict[Expr, Word]:
        """The computed positions that are looked up: vectors, whose elements the loop over lanes reads."""
        read = children(e) if isinstance(e, (Load, Position)) and not self._inline else ()
        computed = [p for p in read if isinstance(p, Call)]
        words = {p: self._word(p) for p in computed if self._lane in free_vars(p)}
        named = {p: w.text if w.text.isidentifier() else self._named(w, p.dtype).text for p, w in words.items()}
        return {p: Word(f"{name}[{self._lane.name}]", 1) for p, name in named.items() if self._lane is not None}

    def _of_one_lane(self, spell: Callable[[], str], known: dict[Expr, Word] | None = None) -> str:
        """What `spell` makes where the lane is a plain variable: one expression."""
        kept = self._lane, self._inline, self._words, self._lines
        self._lane, self._inline, self._words, self._lines = None, True, {**(known or {})}, []
        text = spell()
        assert not self._lines, "scalar text of one lane needs no statement of its own"
        self._lane, self._inline, self._words, self._lines = kept
        return text

    def _call(self, e: Call) -> Word:
        words = self._compared(e) or [self._word(a) for a in e.args]
        lanes = max(w.lanes for w in words)
        kind = e.args[1 if e.function == "where" else 0].dtype
        if lanes == 1:
            texts = [operand(e.function, k, w, w.text) for k, w in enumerate(words)]
            return Word(self._language.call(e.function, kind, 1, texts, e.dtype), 1, 0, e.function)
        self.types |= {(e.dtype, lanes), (kind, lanes)}
        if e.function == "cast":
            return self._cast(words[0], e.args[0].dtype, e.dtype)
        if e.function in ("and", "or", "not"):
            bits = next(w.mask for w in words if w.lanes > 1)
            return Word(self._language.call(e.function, kind, lanes, [self._mask(w, bits) for w in words]), lanes, bits)
        if e.function == "where":
            texts = [self._mask(words[0], e.dtype.bits), *[self._as(w, e.dtype, lanes) for w in words[1:]]]
            if words[0].lanes == 1:
                return Word(f"({words[0].text} ? {texts[1]} : {texts[2]})", lanes)
            return Word(self._language.call("where", e.dtype, lanes, texts), lanes)
        mixes = self._language.mixes(e.function)
        texts = [w.text if mixes else self._as(w, kind, lanes) for w in words]
        texts = [operand(e.function, k, w, text) for k, (w, text) in enumerate(zip(words, texts))]
        mask = kind.bits if VOCABULARY[e.function][1] == "bool" else 0
        return Word(self._language.call(e.function, kind, lanes, texts), lanes, mask, e.function)

    def _compared(self, e: Call) -> list[Word]:
        """The operands of a comparison of indices alone, which need not be values for it."""
        if (
            self._team is None
            or e.function not in COMPARISONS
            or not all(isinstance(a, (Position, Const)) for a in e.args)
        ):
            return []
        return [
            Word(grouped(self._index(a.index)), 1, 0, "add") if isinstance(a, Position) else self._word(a)
            for a in e.args
        ]

    def _cast(self, w: Word, source: DType, target: DType) -> Word:
        self.types |= {(source, w.lanes), (target, w.lanes)}
        if w.mask:
            return Word(self._language.convert_mask(w.text, w.mask, target, w.lanes), w.lanes)
        return Word(self._language.convert(w.text, source, target, w.lanes), w.lanes)

    def _mask(self, w: Word, bits: int) -> str:
        """A bool as a mask of the given width, or as a plain condition if it is the same for all lanes."""
        if w.lanes == 1:
            return self._language.uniform_mask(w.text, bits, self._lanes)
        return w.text if w.mask == bits else self._language.widen_mask(w.text, bits, w.lanes)

    def _as(self, w: Word, dtype: DType, lanes: int) -> str:
        """The word as a value with that many lanes, as memory holds it."""
        if w.mask:
            self.types.add((dtype, lanes))
            return self._language.convert_mask(w.text, w.mask, dtype, w.lanes)
        return w.text if w.lanes == lanes else self._splat(w.text, dtype, lanes)

    def _splat(self, text: str, dtype: DType, lanes: int) -> str:
        if lanes == 1:
            return text
        self.types.add((dtype, lanes))
        return self._language.splat(text, dtype, lanes)

    def _type(self, dtype: DType, lanes: int) -> str:
        self.types.add((dtype, lanes))
        return self._language.type(dtype, lanes)

    def _width(self, a: Accumulator) -> int:
        """The lanes of a register: a thread of a team has one."""
        return a.width if self._team is None else 1

    def _place(self, a: Accumulator, axes: int | None = None) -> str:
        """The register at the tile's variables; of the first `axes` alone, all that it holds there."""
        return a.name + "".join(f"[{v.name}]" for v in a.tile[:axes])

    def _element(self, buffer: int, offset: Index) -> str:
        """One element; a local of one element is a variable."""
        b = self._kernel.buffer(buffer)
        return b.name if self._alone(buffer) else f"{b.name}[{self._index(offset, buffer)}]"

    def _alone(self, buffer: int) -> bool:
        return buffer >= len(self._kernel.buffers) and self._kernel.buffer(buffer).size == 1

    # -- indices

    def _varies(self, index: Index) -> bool:
        return self._lane is not None and any(
            a == self._lane or (isinstance(a, Lookup) and self._lane in free_vars(a.value)) for a in index.atoms()
        )

    def _stride(self, index: Index, buffer: int | None = None) -> tuple[int | None, str]:
        """The index's step from lane to lane and its text at lane 0; None where it is not affine in the lane."""
        assert self._lane is not None
        rest = Index(tuple((a, c) for a, c in index.terms if a != self._lane), index.constant)
        if self._varies(rest):
            return None, ""
        return index.coefficient(self._lane), self._index(rest, buffer)

    def _index(self, index: Index, buffer: int | None = None) -> str:
        return index_text(index, self._atom, self._kernel.steps(buffer), self._unrolled)

    def _atom(self, atom: Atom) -> str:
        if isinstance(atom, Var):
            return self._called.get(atom, atom.name)
        if isinstance(atom, Lookup):
            text = self._language.lookup(self._as(self._word(atom.value), dtypes.int64, 1), atom.extent)
            return text if self._team is None else self._team.looked_up(text)
        if isinstance(atom, AtMost):
            return f"at_most({self._index(atom.index)}, {atom.by})"
        assert isinstance(atom, (Quotient, Remainder))
        return division(atom, self._index(atom.index))
