"""Calls of `nn.functional` and PyTorch's twin of each, for the tests of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

import autograph.nn.functional as F

Array = np.ndarray[Any, Any]
RNG = np.random.default_rng(20)


@dataclass(frozen=True)
class Case:
    """Ours and theirs: functions of the floating `inputs` and the constant `rest`; theirs gets PyTorch's functional."""

    ours: Callable[..., Any]
    theirs: Callable[..., Any]
    inputs: tuple[Array, ...]
    rest: tuple[Array, ...] = ()


def twin(name: str, inputs: tuple[Array, ...], *rest: Array, **options: Any) -> Case:
    """A function that has the same name and arguments in both."""
    return Case(
        lambda *args: getattr(F, name)(*args, **options),
        lambda TF, *args: getattr(TF, name)(*args, **options),
        inputs,
        rest,
    )


def normal(*shape: int, scale: float = 1.0) -> Array:
    return RNG.normal(size=shape) * scale


ROWS = normal(4, 7, scale=3.0)
IMAGES = normal(2, 4, 9, 8)
SEQUENCES = normal(3, 4, 17)
LABELS = np.array([3, 0, 6, 3])
MAPS = normal(2, 5, 3, 4)
MAP_LABELS = RNG.integers(0, 5, (2, 3, 4))
SHARES = RNG.uniform(0.5, 2.0, 7)
PROBABILITIES = RNG.dirichlet(np.ones(7), 4)
MAP_PROBABILITIES = np.moveaxis(RNG.dirichlet(np.ones(5), (2, 3, 4)), -1, 1).copy()

ACTIVATIONS = {
    "relu": twin("relu", (ROWS,)),
    "leaky_relu": twin("leaky_relu", (ROWS,)),
    "leaky_relu 0.3": twin("leaky_relu", (ROWS,), negative_slope=0.3),
    "gelu": twin("gelu", (ROWS,)),
    "gelu tanh": twin("gelu", (ROWS,), approximate="tanh"),
    "silu": twin("silu", (ROWS,)),
    "elu": twin("elu", (ROWS,)),
    "elu 0.5": twin("elu", (ROWS * 100,), alpha=0.5),
    "sigmoid": twin("sigmoid", (ROWS,)),
    "tanh": twin("tanh", (ROWS,)),
    "softplus": twin("softplus", (ROWS,)),
    "softplus 3": twin("softplus", (ROWS * 5,), beta=3.0, threshold=4.0),
    "softmax": twin("softmax", (ROWS,), dim=-1),
    "softmax 0": twin("softmax", (ROWS,), dim=0),
    "log_softmax": twin("log_softmax", (MAPS,), dim=1),
    "normalize": twin("normalize", (MAPS,)),
    "normalize 1": twin("normalize", (ROWS,), p=1.0, dim=0),
    "normalize 3": twin("normalize", (ROWS,), p=3.0),
    "normalize inf": twin("normalize", (ROWS,), p=float("inf")),
    "normalize zeros": twin("normalize", (ROWS * np.array([[0.0], [1], [1], [1]]),)),
    "linear": twin("linear", (ROWS, normal(3, 7), normal(3))),
}

CONVOLUTIONS = {
    "conv1d": twin("conv1d", (SEQUENCES, normal(6, 4, 3), normal(6))),
    "conv1d wide": twin("conv1d", (SEQUENCES, normal(6, 2, 3), normal(6)), stride=2, padding=3, dilation=2, groups=2),
    "conv1d same": twin("conv1d", (SEQUENCES, normal(6, 4, 4)), padding="same"),
    "conv2d same": twin("conv2d", (IMAGES, normal(6, 4, 3, 2)), padding="same", dilation=(1, 2)),
    "conv2d valid": twin("conv2d", (IMAGES, normal(6, 4, 3, 2)), padding="valid", stride=2),
    "conv2d depthwise": twin("conv2d", (IMAGES, normal(8, 1, 3, 3), normal(8)), stride=(2, 1), padding=1, groups=4),
    "conv2d wide": twin(
        "conv2d", (IMAGES, normal(6, 2, 3, 2), normal(6)), stride=(1, 3), padding=(2, 1), dilation=(2, 3), groups=2
    ),
    "transpose": twin("conv_transpose2d", (IMAGES, normal(4, 3, 3, 2), normal(3))),
    "transpose stride": twin("conv_transpose2d", (IMAGES, normal(4, 3, 3, 3)), stride=2, padding=1, output_padding=1),
    "transpose wide": twin(
        "conv_transpose2d",
        (IMAGES, normal(4, 3, 3, 2), normal(6)),
        stride=(3, 2),
        padding=(1, 2),
        output_padding=(2, 1),
        groups=2,
        dilation=(2, 3),
    ),
    "transpose beyond": twin(
        "conv_transpose2d", (IMAGES, normal(4, 1, 2, 2)), dilation=3, output_padding=2, padding=(0, 1)
    ),
}

POOLS = {
    "max": twin("max_pool2d", (IMAGES,), kernel_size=3, stride=2, padding=1),
    "max ceil": twin("max_pool2d", (IMAGES,), kernel_size=2, stride=(2, 3), ceil_mode=True),
    "max ceil padded": twin("max_pool2d", (IMAGES,), kernel_size=(3, 2), stride=(2, 3), padding=1, ceil_mode=True),
    "max dilated": twin("max_pool2d", (IMAGES,), kernel_size=(3, 2), stride=(1, 2), dilation=(2, 3)),
    "max dilated ceil": twin(
        "max_pool2d", (IMAGES,), kernel_size=2, stride=2, padding=1, dilation=(2, 3), ceil_mode=True
    ),
    "avg": twin("avg_pool2d", (IMAGES,), kernel_size=2),
    "avg overlapping": twin("avg_pool2d", (IMAGES,), kernel_size=(3, 2), stride=(1, 2)),
    "avg sparse": twin("avg_pool2d", (IMAGES,), kernel_size=2, stride=3),
    "avg padded": twin("avg_pool2d", (IMAGES,), kernel_size=3, stride=2, padding=1),
    "avg inside": twin("avg_pool2d", (IMAGES,), kernel_size=3, stride=2, padding=1, count_include_pad=False),
    "avg ceil": twin("avg_pool2d", (IMAGES,), kernel_size=3, stride=3, padding=(1, 0), ceil_mode=True),
    "avg ceil inside": twin(
        "avg_pool2d", (IMAGES,), kernel_size=3, stride=3, padding=1, ceil_mode=True, count_include_pad=False
    ),
    "avg divisor": twin("avg_pool2d", (IMAGES,), kernel_size=3, padding=1, divisor_override=7),
    "adaptive": twin("adaptive_avg_pool2d", (IMAGES,), output_size=(3, 4)),
    "adaptive uneven": twin("adaptive_avg_pool2d", (IMAGES,), output_size=(4, 5)),
    "adaptive none": twin("adaptive_avg_pool2d", (IMAGES,), output_size=(None, 1)),
    "global": Case(F.global_avg_pool, lambda TF, x: TF.adaptive_avg_pool2d(x, 1).flatten(1), (IMAGES,)),
}

NORMS = {
    "batch": Case(
        lambda x, w, b, mean, var: F.batch_norm(x, mean, var, w, b),
        lambda TF, x, w, b, mean, var: TF.batch_norm(x, mean, var, w, b),
        (IMAGES, normal(4), normal(4)),
        (normal(4), normal(4) ** 2),
    ),
    "batch training": Case(
        lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True, eps=1e-3),
        lambda TF, x, w, b: TF.batch_norm(x, None, None, w, b, training=True, eps=1e-3),
        (IMAGES, normal(4), normal(4)),
    ),
    "batch plain": Case(
        lambda x: F.batch_norm(x, None, None, training=True),
        lambda TF, x: TF.batch_norm(x, None, None, training=True),
        (ROWS,),
    ),
    "layer": twin("layer_norm", (ROWS,), normalized_shape=(7,)),
    "layer affine": Case(
        lambda x, w, b: F.layer_norm(x, (9, 8), w, b),
        lambda TF, x, w, b: TF.layer_norm(x, (9, 8), w, b),
        (IMAGES, normal(9, 8), normal(9, 8)),
    ),
    "layer no weight": Case(
        lambda x, b: F.layer_norm(x, 7, None, b), lambda TF, x, b: TF.layer_norm(x, (7,), None, b), (ROWS, normal(7))
    ),
    "rms": Case(lambda x, w: F.rms_norm(x, 7, w), lambda TF, x, w: TF.rms_norm(x, (7,), w), (ROWS, normal(7))),
    "rms eps": twin("rms_norm", (IMAGES,), normalized_shape=(9, 8), eps=0.1),
    "group": twin("group_norm", (IMAGES,), num_groups=2),
    "group affine": Case(
        lambda x, w, b: F.group_norm(x, 2, w, b, 0.01),
        lambda TF, x, w, b: TF.group_norm(x, 2, w, b, 0.01),
        (SEQUENCES, normal(4), normal(4)),
    ),
}


def _losses() -> dict[str, Case]:
    other = normal(4, 7, scale=3.0)
    found = {}
    for how in ("mean", "sum", "none"):
        found |= {
            f"mse {how}": twin("mse_loss", (ROWS, other), reduction=how),
            f"l1 {how}": twin("l1_loss", (ROWS, other), reduction=how),
            f"huber {how}": twin("huber_loss", (ROWS, other), reduction=how, delta=1.5),
            f"smooth_l1 {how}": twin("smooth_l1_loss", (ROWS, other), reduction=how, beta=0.7),
            f"bce {how}": twin("binary_cross_entropy_with_logits", (ROWS, PROBABILITIES), reduction=how),
            f"kl {how}": twin("kl_div", (ROWS,), PROBABILITIES, reduction=how),
        }
        for smoothing in (0.0, 0.2):
            options = {"reduction": how, "label_smoothing": smoothing}
            weighted = {"weight": SHARES, **options}
            found |= {
                f"cross {options}": twin("cross_entropy", (ROWS,), LABELS, **options),
                f"cross ignoring {options}": twin("cross_entropy", (ROWS,), LABELS, ignore_index=3, **options),
                f"cross weighted {options}": _weighted("cross_entropy", ROWS, LABELS, ignore_index=3, **weighted),
                f"cross of maps {options}": twin("cross_entropy", (MAPS,), MAP_LABELS, ignore_index=2, **options),
                f"cross of shares {options}": twin("cross_entropy", (ROWS, PROBABILITIES), **options),
                f"cross of shares weighted {options}": _weighted("cross_entropy", ROWS, PROBABILITIES, **weighted),
                f"cross of maps of shares {options}": twin("cross_entropy", (MAPS, MAP_PROBABILITIES), **options),
            }
        found |= {
            f"nll {how}": twin("nll_loss", (ROWS,), LABELS, reduction=how),
            f"nll weighted {how}": _weighted("nll_loss", ROWS, LABELS, weight=SHARES, reduction=how, ignore_index=0),
            f"nll of maps {how}": twin("nll_loss", (MAPS,), MAP_LABELS, reduction=how),
        }
    found["smooth_l1 0"] = twin("smooth_l1_loss", (ROWS, other), beta=0.0)
    found["kl batchmean"] = twin("kl_div", (ROWS,), PROBABILITIES, reduction="batchmean")
    found["kl of logs"] = twin("kl_div", (ROWS, other), log_target=True)
    found["bce weighted"] = Case(
        lambda x, y, w, p: F.binary_cross_entropy_with_logits(x, y, w, pos_weight=p),
        lambda TF, x, y, w, p: TF.binary_cross_entropy_with_logits(x, y, w, pos_weight=p),
        (ROWS, PROBABILITIES),
        (normal(4, 1), SHARES),
    )
    found["cross of one"] = twin("cross_entropy", (ROWS[0],), np.array(3))
    found["nll of one"] = twin("nll_loss", (ROWS[0],), np.array(3))
    return found


def _weighted(name: str, x: Array, target: Array, weight: Array, **options: Any) -> Case:
    return twin(name, (x,), target, weight, **options)


LOSSES = _losses()
PADS = {
    "pad": twin("pad", (IMAGES,), pad=(1, 2, 0, 3), value=0.5),
    "pad and cut": twin("pad", (IMAGES,), pad=(-1, 2, 3, -2)),
    "pad reflect": twin("pad", (IMAGES,), pad=(2, 1, 0, 3), mode="reflect"),
    "pad replicate": twin("pad", (IMAGES,), pad=(2, 1, 0, 3), mode="replicate"),
    "pad circular": twin("pad", (SEQUENCES,), pad=(2, 17), mode="circular"),
}
FAMILIES = {
    "pads": PADS,
    "activations": ACTIVATIONS,
    "convolutions": CONVOLUTIONS,
    "pools": POOLS,
    "norms": NORMS,
    "losses": LOSSES,
}
