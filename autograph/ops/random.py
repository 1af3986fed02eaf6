"""Random bits, counter-based: a number depends on the key, the draw and its place alone, never on what ran before."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import numpy as np

from autograph import dtypes
from autograph.errors import ArgumentError
from autograph.graph import Node, Op, Sample, TensorType
from autograph.ops.movement import row_major

Words = np.ndarray[Any, np.dtype[np.uint32]]

#: The type of a generator's state: its key, and the number of its next draw.
STATE = TensorType((2,), dtypes.uint64)
#: Words of 32 bits that one evaluation of Philox gives.
BLOCK = 4
#: Blocks that NumPy computes at a time, so that they stay in the processor's cache.
CHUNK = 8192

# Arrays, which NumPy's functions take without converting them.
_LOW, _HALF = np.array(0xFFFFFFFF, np.uint64), np.array(32, np.uint64)
_MULTIPLIERS = np.array(0xD2511F53, np.uint64), np.array(0xCD9E8D57, np.uint64)
_WEYL = 0x9E3779B9, 0xBB67AE85
_ROUNDS = 10


def philox4x32(blocks: np.ndarray[Any, np.dtype[np.uint64]], draw: int, key: int) -> Words:
    """Philox 4x32-10: the four words [len(blocks), 4] of each counter (block, draw), least significant words first.

    Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
    """
    a, b = blocks & _LOW, blocks >> _HALF
    c, d = np.full_like(a, draw & 0xFFFFFFFF), np.full_like(a, draw >> 32)
    keys = key & 0xFFFFFFFF, key >> 32
    p, q = np.empty_like(a), np.empty_like(a)
    for n in range(_ROUNDS):
        first, second = (np.array((word + n * step) & 0xFFFFFFFF, np.uint64) for word, step in zip(keys, _WEYL))
        np.multiply(a, _MULTIPLIERS[0], out=p)
        np.multiply(c, _MULTIPLIERS[1], out=q)
        np.right_shift(q, _HALF, out=a)
        a ^= b
        a ^= first
        np.right_shift(p, _HALF, out=c)
        c ^= d
        c ^= second
        np.bitwise_and(q, _LOW, out=b)
        np.bitwise_and(p, _LOW, out=d)
    made = np.empty((len(blocks), BLOCK), np.uint32)
    for k, word in enumerate((a, b, c, d)):
        made[:, k] = word
    return made


class RandomBits(Op):
    """[count, words] random words of 32 bits, 1, 2 or 4 for each of `count` elements, from a generator's state [2]: its
    key and the number of the draw."""

    kind: ClassVar[str] = "elementwise"
    cost: ClassVar[int] = 80
    count: int
    words: int

    def infer(self, state: TensorType) -> TensorType:
        if state != STATE:
            raise ArgumentError(f"random numbers from {state}", hint=f"the state of a generator is {STATE}")
        assert self.words in (1, 2, 4), f"{self.words} words of an element would be of two blocks"
        return TensorType((self.count, self.words), dtypes.uint32)

    def numpy(self, state: Any) -> Any:
        key, draw = map(int, state)
        blocks = -(-self.count * self.words // BLOCK)
        made = np.empty((blocks, BLOCK), np.uint32)
        for start in range(0, blocks, CHUNK):
            numbers = np.arange(start, min(start + CHUNK, blocks), dtype=np.uint64)
            made[start : start + CHUNK] = philox4x32(numbers, draw, key)
        return made.reshape(-1)[: self.count * self.words].reshape(self.count, self.words)

    def lower(self, b: Any, index: Any, output: TensorType, state: Any) -> Any:
        return _word(b, state, index[0] * self.words, index[1])

    def gradient(self, cotangent: Node, output: Node, state: Node) -> Sequence[Node | None]:
        return (None,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for count, words, state in ((37, 1, (0, 0)), (600, 2, (2**64 - 1, 7)), (16, 4, (3, 2**40 + 1)), (0, 1, (1, 1))):
            yield Sample(cls(count, words), (np.array(state, np.uint64),), smooth=False)


class Fraction(Op):
    """Multiples of 2⁻²⁴ in [0, 1), of float64 2⁻⁵³: as many as there are, each as probable as the others.

    One op and no arithmetic of `RandomBits`: weights are drawn outside of compiled calls, where each op costs time.
    """

    kind: ClassVar[str] = "elementwise"
    cost: ClassVar[int] = 84
    shape: tuple[int, ...]
    dtype: dtypes.DType

    def infer(self, state: TensorType) -> TensorType:
        RandomBits(math.prod(self.shape), self._words).infer(state)
        return TensorType(self.shape, self.dtype)

    @property
    def _words(self) -> int:
        return self.dtype.bits // 32

    def numpy(self, state: Any) -> Any:
        words = RandomBits(math.prod(self.shape), self._words).numpy(state)
        if self._words == 1:
            made = (words[:, 0] >> np.uint32(8)).astype(np.float32) * np.float32(2.0**-24)
        else:
            high, low = (words >> np.array([5, 6], np.uint32)).astype(np.float64).T
            made = (high * 2.0**26 + low) * 2.0**-53
        return made.reshape(self.shape)

    def lower(self, b: Any, index: Any, output: TensorType, state: Any) -> Any:
        place = sum((i * stride for i, stride in zip(index, row_major(self.shape))), start=b.zero)

        def bits(word: int, unused: int) -> Any:
            found = _word(b, state, place * self._words, b.zero + word)
            return b.call("cast", b.call("shr", found, b.const(unused, dtypes.uint32)), dtype=self.dtype)

        def scaled(x: Any, power: int) -> Any:
            return b.call("mul", x, b.const(2.0**power, self.dtype))

        if self._words == 1:
            return scaled(bits(0, 8), -24)
        return scaled(b.call("add", scaled(bits(0, 5), 26), bits(1, 6)), -53)

    def gradient(self, cotangent: Node, output: Node, state: Node) -> Sequence[Node | None]:
        return (None,)

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        for shape, dtype, state in (
            ((3, 5, 20), dtypes.float32, (2**63 + 9, 5)),
            ((37,), dtypes.float64, (2**64 - 1, 7)),
            ((), dtypes.float32, (0, 2**40 + 1)),
        ):
            yield Sample(cls(shape, dtype), (np.array(state, np.uint64),), smooth=False)


class Bernoulli(Op):
    """True where a multiple of 2⁻²⁴ in [0, 1), made of one word for each element, is below the probability p.

    One op and no comparison of a `Fraction`, so that where derivatives need the mask again a byte is kept of it.
    """

    kind: ClassVar[str] = "elementwise"
    cost: ClassVar[int] = 84

    def infer(self, state: TensorType, p: TensorType) -> TensorType:
        RandomBits(p.size, 1).infer(state)
        assert p.dtype is dtypes.float32, f"probabilities of {p.dtype}"
        return TensorType(p.shape, dtypes.bool_)

    def numpy(self, state: Any, p: Any) -> Any:
        return Fraction(p.shape, dtypes.float32).numpy(state) < p

    def lower(self, b: Any, index: Any, output: TensorType, state: Any, p: Any) -> Any:
        return b.call("lt", Fraction(p.type.shape, p.type.dtype).lower(b, index, output, state), p.at(index))

    def gradient(self, cotangent: Node, output: Node, state: Node, p: Node) -> Sequence[Node | None]:
        return None, None

    @classmethod
    def samples(cls) -> Iterator[Sample]:
        state = np.array((2**63 + 9, 5), np.uint64)
        for shape in ((37,), (3, 5, 20), ()):
            yield Sample(
                cls(), (state, np.linspace(0, 1, math.prod(shape), dtype=np.float32).reshape(shape)), smooth=False
            )


def _word(b: Any, state: Any, first: Any, word: Any) -> Any:
    """The word number `first + word` of the draw."""
    key, draw = (b.call("cast", state.at((b.zero + k,)), dtype=dtypes.int64) for k in (0, 1))
    return b.call("philox", b.position(first), b.position(word), draw, key, dtype=dtypes.uint32)
