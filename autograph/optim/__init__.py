"""Optimizers, written with the public face only."""

from autograph.optim.adam import Adam, AdamW
from autograph.optim.optimizer import Optimizer
from autograph.optim.sgd import SGD

__all__ = ["SGD", "Adam", "AdamW", "Optimizer"]
