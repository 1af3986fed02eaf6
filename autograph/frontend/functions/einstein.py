"""Sums of products in Einstein's notation."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograph.errors import ArgumentError, ShapeError
from autograph.frontend.apply import composite
from autograph.frontend.functions.conversion import astype
from autograph.frontend.functions.elementwise import multiply
from autograph.frontend.functions.linear_algebra import diagonal, matmul, numeric_operands, total
from autograph.frontend.functions.manipulation import moveaxis, permute_dims, reshape
from autograph.frontend.promotion import result_type
from autograph.frontend.tensor import Operand, Tensor

__all__ = ["einsum"]

#: A letter, or the place from the end of an axis that the ellipsis stands for.
Label = str | int
Labels = tuple[Label, ...]


def einsum(subscripts: str, *operands: Operand) -> Tensor:
    """The sum of products that `subscripts` says, as `numpy.einsum`: "ij,jk->ik" is the matrix product.

    A letter names an axis; one that is not in the output is summed over, one that an operand has twice takes its
    diagonal, "..." stands for any further axes, which broadcast. Without "->" the output has the letters that occur
    once, in alphabetical order. Operands are multiplied two at a time, those whose product is smallest first.
    Raises ArgumentError for subscripts that mean nothing, ShapeError if they do not fit the operands.
    """
    if not operands:
        raise ArgumentError(f"einsum {subscripts!r} of nothing", hint="give an operand for each term")
    tensors = numeric_operands("einsum", *operands)
    terms, output = _parsed(subscripts, tensors)
    _check_extents(subscripts, terms, tensors)
    return _einsum(*tensors, terms=terms, output=output)


def _parsed(subscripts: str, tensors: Sequence[Tensor]) -> tuple[tuple[Labels, ...], Labels]:
    left, arrow, right = subscripts.replace(" ", "").partition("->")
    texts = left.split(",")
    if len(texts) != len(tensors):
        raise ArgumentError(
            f"einsum {subscripts!r}: {len(texts)} terms for {len(tensors)} operands", hint="give an operand for each"
        )
    terms = tuple(_term(subscripts, text, t) for text, t in zip(texts, tensors))
    places = sorted({label for term in terms for label in term if isinstance(label, int)})
    counts = Counter(label for term in terms for label in term if isinstance(label, str))
    if not arrow:
        return terms, (*places, *sorted(label for label, n in counts.items() if n == 1))
    before, dots, after = right.partition("...")
    letters = before + after
    if any(c not in counts for c in letters) or len(set(letters)) != len(letters) or (places and not dots):
        raise ArgumentError(
            f"einsum {subscripts!r}: output {right!r}", hint="name letters of the inputs, each once, and keep the ..."
        )
    return terms, (*before, *places, *after)


def _term(subscripts: str, text: str, t: Tensor) -> Labels:
    before, dots, after = text.partition("...")
    letters = before + after
    more = t.ndim - len(letters)
    if any(not (c.isascii() and c.isalpha()) for c in letters):
        raise ArgumentError(f"einsum {subscripts!r}: term {text!r}", hint='use letters, one "...", "," and "->"')
    if more < 0 or (more and not dots):
        raise ShapeError(f"einsum {subscripts!r}: term {text!r} for {t._type}", hint="give a letter for each axis")
    return (*before, *range(-more, 0), *after)


def _check_extents(subscripts: str, terms: Sequence[Labels], tensors: Sequence[Tensor]) -> None:
    seen: dict[Label, tuple[int, Tensor]] = {}
    for term, t in zip(terms, tensors):
        for label, extent in zip(term, t.shape):
            known, other = seen.setdefault(label, (extent, t))
            if extent != known and 1 not in (extent, known):
                axis = f"axis {label!r}" if isinstance(label, str) else "the ellipsis"
                raise ShapeError(
                    f"einsum {subscripts!r}: {axis} has extent {known} in {other._type} and {extent} in {t._type}",
                    hint="the same letter needs the same extent",
                )
            if known == 1:
                seen[label] = (extent, t)


@composite
def _einsum(*tensors: Tensor, terms: tuple[Labels, ...], output: Labels) -> Tensor:
    extents: dict[Label, int] = {}
    for term, t in zip(terms, tensors):
        for label, extent in zip(term, t.shape):
            extents[label] = extent if extents.get(label, 1) == 1 else extents[label]
    dtype = result_type(*tensors)
    parts = [_Part(astype(t, dtype), term).distinct(extents) for t, term in zip(tensors, terms)]
    while len(parts) > 1:
        i, j = _cheapest(parts, set(output), extents)
        others = parts[:i] + parts[i + 1 : j] + parts[j + 1 :]
        needed = set(output).union(*[p.labels for p in others])
        parts = [*others, _product(parts[i], parts[j], needed, extents)]
    return parts[0].summed(set(output)).arranged(output).tensor


@dataclass(frozen=True)
class _Part:
    """A tensor and the labels of its axes."""

    tensor: Tensor
    labels: Labels

    def distinct(self, extents: dict[Label, int]) -> _Part:
        """Without axes that broadcast, and with each label once: the diagonal where there were two."""
        pairs = [(label, e) for label, e in zip(self.labels, self.tensor.shape) if e == extents[label]]
        t, labels = reshape(self.tensor, [e for _, e in pairs]), [label for label, _ in pairs]
        for label, count in Counter(labels).items():
            for _ in range(count - 1):
                first = labels.index(label)
                second = labels.index(label, first + 1)
                t = diagonal(moveaxis(t, (first, second), (-2, -1)))
                labels = [x for k, x in enumerate(labels) if k not in (first, second)] + [label]
        return _Part(t, tuple(labels))

    def summed(self, needed: set[Label]) -> _Part:
        """Summed over the axes that nobody needs."""
        axes = tuple(k for k, label in enumerate(self.labels) if label not in needed)
        left = tuple(label for label in self.labels if label in needed)
        return _Part(total(self.tensor, axes), left) if axes else self

    def arranged(self, labels: Labels) -> _Part:
        order = [self.labels.index(label) for label in labels]
        return self if self.labels == labels else _Part(permute_dims(self.tensor, order), labels)


def _cheapest(parts: Sequence[_Part], output: set[Label], extents: dict[Label, int]) -> tuple[int, int]:
    """The pair whose product takes the least memory more than its factors."""

    def growth(pair: tuple[int, int]) -> int:
        one, other = (parts[k] for k in pair)
        needed = output.union(*[p.labels for k, p in enumerate(parts) if k not in pair])
        kept = needed & {*one.labels, *other.labels}
        return math.prod(extents[label] for label in kept) - one.tensor.size - other.tensor.size

    return min(itertools.combinations(range(len(parts)), 2), key=growth)


def _product(one: _Part, other: _Part, needed: set[Label], extents: dict[Label, int]) -> _Part:
    """The product of two, summed over what nobody else needs: a stack of matrix products where that is a sum."""
    one, other = one.summed(needed | set(other.labels)), other.summed(needed | set(one.labels))
    shared = tuple(label for label in one.labels if label in other.labels)
    batch = tuple(label for label in shared if label in needed)
    inner = tuple(label for label in shared if label not in needed)
    rows = tuple(label for label in one.labels if label not in shared)
    columns = tuple(label for label in other.labels if label not in shared)
    labels = (*batch, *rows, *columns)

    def shape(*groups: Labels) -> list[int]:
        return [extents[label] for label in batch] + [math.prod(extents[x] for x in group) for group in groups]

    if inner and (rows or columns):
        a = reshape(one.arranged((*batch, *rows, *inner)).tensor, shape(rows, inner))
        b = reshape(other.arranged((*batch, *inner, *columns)).tensor, shape(inner, columns))
        return _Part(reshape(matmul(a, b), [extents[label] for label in labels]), labels)
    a = reshape(one.arranged((*batch, *rows, *inner)).tensor, shape(rows, (), inner))
    b = reshape(other.arranged((*batch, *columns, *inner)).tensor, shape((), columns, inner))
    product = total(multiply(a, b), -1) if inner else multiply(a, b)
    return _Part(reshape(product, [extents[label] for label in labels]), labels)
