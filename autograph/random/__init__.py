"""Random tensors. Numbers come from a counter (Philox 4x32-10): a draw depends on the seed, on how many draws came
before it and on the element's place, and on nothing else. Eager, interpreted and compiled calls, on any number of
threads, give the same.

A draw inside a compiled call is part of its step: a call that returns has moved the generator on, one that raises has
not. Threads that draw eagerly never get the same numbers. Compiled calls that run at once begin at the same state, as
they do for every Variable: give each of their threads a `Generator` of its own.
"""

from __future__ import annotations

from autograph.random.generator import Generator

__all__ = [
    "Generator",
    "bernoulli",
    "categorical",
    "choice",
    "exponential",
    "get_state",
    "normal",
    "permutation",
    "randint",
    "seed",
    "set_state",
    "uniform",
]

_default = Generator()

seed, get_state, set_state = _default.seed, _default.get_state, _default.set_state
uniform, normal, exponential, randint = _default.uniform, _default.normal, _default.exponential, _default.randint
bernoulli, categorical = _default.bernoulli, _default.categorical
permutation, choice = _default.permutation, _default.choice
