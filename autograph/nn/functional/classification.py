"""Losses of classes: input [batch, classes, …], or [classes] for one sample."""

from __future__ import annotations

from autograph import dtypes
from autograph.errors import ArgumentError, DtypeError, ShapeError
from autograph.frontend import functions as ag
from autograph.frontend.apply import composite, event
from autograph.frontend.tensor import Operand, Tensor
from autograph.nn.functional.arguments import chosen, floating, vector
from autograph.nn.functional.loss import REDUCTIONS, reduced


@event
def cross_entropy(
    input: Operand,
    target: Operand,
    weight: Operand | None = None,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Tensor:
    """-log softmax(input)[target] for logits [batch, classes, …] and integer targets [batch, …].

    Targets may also be probabilities of the input's shape. `weight` [classes] scales each class. Samples whose target
    is `ignore_index` count nothing; "mean" divides by the sum of the weights of those that count, or by their number,
    or for probabilities by the number of all. With `label_smoothing` s each class gets s / classes of the probability
    and the target the rest (arXiv:1512.00567). Raises ShapeError or DtypeError for operands that do not fit,
    RangeError for a target outside 0 … classes - 1.
    """
    if not 0 <= label_smoothing <= 1:
        raise ArgumentError(f"cross_entropy: label_smoothing={label_smoothing}", hint="use 0 … 1")
    logits, labels, weights, single = _operands(input, target, weight, "cross_entropy", probabilities=True)
    how, smoothing = chosen(reduction, REDUCTIONS, "reduction"), float(label_smoothing)
    if labels.dtype.is_float:
        loss = _of_probabilities(logits, labels, *weights, reduction=how, smoothing=smoothing)
    else:
        ignored = _ignored(labels, ignore_index)
        loss = _of_labels(logits, labels, *weights, ignored=ignored, reduction=how, smoothing=smoothing)
    return ag.reshape(loss, ()) if single else loss


@event
def nll_loss(
    input: Operand,
    target: Operand,
    weight: Operand | None = None,
    ignore_index: int = -100,
    reduction: str = "mean",
) -> Tensor:
    """-input[target] for log probabilities [batch, classes, …] and integer targets [batch, …].

    Arguments and errors as those of `cross_entropy`.
    """
    logs, labels, weights, single = _operands(input, target, weight, "nll_loss", probabilities=False)
    how = chosen(reduction, REDUCTIONS, "reduction")
    loss = _nll_loss(logs, labels, *weights, ignored=_ignored(labels, ignore_index), reduction=how)
    return ag.reshape(loss, ()) if single else loss


def _operands(
    input: Operand, target: Operand, weight: Operand | None, name: str, probabilities: bool
) -> tuple[Tensor, Tensor, list[Tensor], bool]:
    """Input and target with a batch, the weights if any, and whether there was one sample without a batch."""
    x, labels = floating(input, name), ag.asarray(target)
    single = x.ndim == 1
    if single:
        x, labels = ag.expand_dims(x, 0), ag.expand_dims(labels, 0)
    by_label = x.ndim >= 2 and labels.shape == x.shape[:1] + x.shape[2:]
    shares = probabilities and labels.dtype.is_float and not by_label
    if not shares and labels.dtype.kind not in ("int", "uint"):
        raise DtypeError(
            f"{name}: labels must be integers, got {labels._type}", hint="convert them with .astype(ag.int64)"
        )
    fits = x.ndim >= 2 and labels.shape == x.shape if shares else by_label
    if not fits:
        raise ShapeError(
            f"{name}: input {x._type} with targets {labels._type}",
            hint="the input is [batch, classes, …], integer targets are [batch, …]"
            + (", probabilities have the input's shape" if probabilities else ""),
        )
    weights = vector(weight, x.shape[1], "weight")
    return x, labels, [] if weights is None else [weights], single


def _ignored(labels: Tensor, ignore_index: int) -> int | None:
    """The label that does not count, if the labels' dtype can hold it."""
    return int(ignore_index) if labels.dtype.least <= ignore_index <= labels.dtype.largest else None


@composite
def _of_labels(
    logits: Tensor, labels: Tensor, *weights: Tensor, ignored: int | None, reduction: str, smoothing: float
) -> Tensor:
    z = logits - ag.stop_gradient(ag.max(logits, 1, keepdims=True))
    total = ag.log(ag.sum(ag.exp(z), 1))
    hit, counts = _hits(labels, logits.shape[1], ignored)
    share = _share(hit, weights, logits)
    loss = total - ag.sum(ag.where(hit, z, 0.0), 1)
    loss = loss if share is None else loss * share
    if smoothing:
        loss = loss * (1 - smoothing) + _every_class(z, total, weights) * (smoothing / logits.shape[1])
    return _counted(loss, counts, share, reduction)


@composite
def _nll_loss(logs: Tensor, labels: Tensor, *weights: Tensor, ignored: int | None, reduction: str) -> Tensor:
    hit, counts = _hits(labels, logs.shape[1], ignored)
    share = _share(hit, weights, logs)
    loss = -ag.sum(ag.where(hit, logs, 0.0), 1)
    return _counted(loss if share is None else loss * share, counts, share, reduction)


@composite
def _of_probabilities(logits: Tensor, target: Tensor, *weights: Tensor, reduction: str, smoothing: float) -> Tensor:
    z = logits - ag.stop_gradient(ag.max(logits, 1, keepdims=True))
    logs = z - ag.log(ag.sum(ag.exp(z), 1, keepdims=True))
    if smoothing:
        target = target * (1 - smoothing) + smoothing / logits.shape[1]
    for w in weights:
        target = target * _by_class(w, logits)
    return reduced(-ag.sum(logs * target, 1), reduction)


def _hits(labels: Tensor, classes: int, ignored: int | None) -> tuple[Tensor, Tensor | None]:
    """Where a class [batch, classes, …] is the sample's own, and which samples count; None for all."""
    counts = None if ignored is None else ag.not_equal(labels, ignored)
    hit = ag.one_hot(labels if counts is None else ag.where(counts, labels, 0), classes, dtypes.bool_)
    if labels.ndim > 1:
        hit = ag.permute_dims(hit, (0, labels.ndim, *range(1, labels.ndim)))
    return hit, counts


def _by_class(weight: Tensor, like: Tensor) -> Tensor:
    return ag.reshape(weight, (-1, *(1,) * (like.ndim - 2)))


def _share(hit: Tensor, weights: tuple[Tensor, ...], like: Tensor) -> Tensor | None:
    """The weight of each sample's class; None if all are 1."""
    return ag.sum(ag.where(hit, _by_class(weights[0], like), 0.0), 1) if weights else None


def _every_class(z: Tensor, total: Tensor, weights: tuple[Tensor, ...]) -> Tensor:
    """Σ over the classes of -log softmax, weighted."""
    if not weights:
        return total * float(z.shape[1]) - ag.sum(z, 1)
    return total * ag.sum(weights[0]) - ag.sum(z * _by_class(weights[0], z), 1)


def _counted(loss: Tensor, counts: Tensor | None, share: Tensor | None, reduction: str) -> Tensor:
    """All losses as one, of the samples that count."""
    if counts is not None:
        loss = ag.where(counts, loss, 0.0)
        share = ag.astype(counts, loss.dtype) if share is None else ag.where(counts, share, 0.0)
    if reduction == "mean" and share is not None:
        return ag.sum(loss) / ag.sum(share)
    return reduced(loss, reduction)
