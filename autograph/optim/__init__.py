"""Optimizers, their schedules and the clipping of gradients, written with the public face only."""

from typing import Any

from autograph.optim import schedules
from autograph.optim.adagrad import Adagrad
from autograph.optim.adam import Adam, AdamW
from autograph.optim.clipping import clip_by_norm, clip_by_value
from autograph.optim.lion import Lion
from autograph.optim.optimizer import Optimizer
from autograph.optim.rmsprop import RMSprop
from autograph.optim.sgd import SGD

__all__ = [
    "SGD",
    "Adagrad",
    "Adam",
    "AdamW",
    "Lion",
    "Optimizer",
    "RMSprop",
    "clip_by_norm",
    "clip_by_value",
    "schedules",
]


def __getattr__(name: str) -> Any:
    from autograph.elsewhere import OPTIMIZERS, unknown

    raise unknown("optim", name, __all__, OPTIMIZERS)
