"""Layers and losses, written with the public face only, as a user would write their own."""

from autograph.frontend.tensor import Parameter
from autograph.nn import functional, init
from autograph.nn.layers import Conv2d, Dense, Flatten, Identity, MaxPool2d, Relu, Sequential
from autograph.nn.losses import CrossEntropyLoss
from autograph.nn.module import Module

__all__ = [
    "Conv2d",
    "CrossEntropyLoss",
    "Dense",
    "Flatten",
    "Identity",
    "MaxPool2d",
    "Module",
    "Parameter",
    "Relu",
    "Sequential",
    "functional",
    "init",
]
