"""What is told of a model beside its loss."""

from __future__ import annotations

from autograph.errors import ArgumentError, DtypeError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite
from autograph.frontend.tensor import Operand, Tensor


def accuracy(logits: Operand, labels: Operand, k: int = 1) -> Tensor:
    """The part, float32, of a batch whose label is among the k classes of the largest logits.

    logits are [..., classes], labels integers [...]. Of equal logits the first count as larger; a NaN counts as the
    largest, but not for its own label. Raises ShapeError or DtypeError for operands that do not fit, ArgumentError for
    a k outside 1 … classes, RangeError for a label that is no class.
    """
    z, wanted = ag.asarray(logits), ag.asarray(labels)
    if not z.shape or wanted.shape != z.shape[:-1]:
        raise ShapeError(
            f"accuracy: logits {z._type} with labels {wanted._type}", hint="logits are [..., classes], labels [...]"
        )
    if wanted.dtype.kind not in ("int", "uint"):
        raise DtypeError(f"accuracy: labels {wanted._type}", hint="labels are integers: .astype(ag.int64)")
    if not isinstance(k, int) or not 1 <= k <= z.shape[-1]:
        raise ArgumentError(f"accuracy: k={k!r} of {z.shape[-1]} classes", hint="k is from 1 to the number of classes")
    return _accuracy(z, wanted, k=k)


@composite
def _accuracy(logits: Tensor, labels: Tensor, *, k: int) -> Tensor:
    classes = logits.shape[-1]
    own = ag.one_hot(labels, classes, "bool")
    chosen = ag.sum(ag.where(own, logits, 0), -1, keepdims=True)
    after = (logits < chosen) | ((logits == chosen) & (ag.arange(classes) > ag.expand_dims(labels, -1)))
    return ag.mean((ag.sum((~after & ~own).astype("int64"), -1) < k).astype("float32"))


class Mean:
    """The mean of what it was given, weighted by how much each stands for, such as losses by their batch sizes."""

    def __init__(self) -> None:
        self.total, self.weight = 0.0, 0.0

    def add(self, value: Operand, weight: float = 1.0) -> None:
        """Count a number, or a tensor of one element, `weight` times."""
        self.total += float(value) * weight
        self.weight += weight

    @property
    def value(self) -> float:
        """The mean so far; NaN of nothing."""
        return self.total / self.weight if self.weight else float("nan")
