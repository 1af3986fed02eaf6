"""Optimizers, their schedules and the clipping of gradients, written with the public face only."""

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
