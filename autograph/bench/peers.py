"""Who is timed: how each is started in its process. Nothing here imports autograph, as in `work.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autograph.bench.work import Compile


def _autograph(threads: int) -> Compile:
    import autograph as ag

    ag.config.num_threads = threads
    return ag.compile


def _autograph_by_signature(threads: int) -> Compile:
    import autograph as ag

    ag.config.num_threads = threads
    return lambda function: ag.compile(function, retrace="signature")


def _torch(threads: int) -> Compile:
    import torch

    torch.set_num_threads(threads)
    return lambda function: function


def _torch_compile(threads: int) -> Compile:
    import torch

    torch.set_num_threads(threads)
    return lambda function: torch.compile(function)


def _jax(threads: int) -> Compile:
    """JAX takes the number of threads from the cores that this process may use."""
    import jax
    import jax.numpy  # a part of its start

    return lambda function: jax.jit(function)


@dataclass(frozen=True)
class Kind:
    """`started(threads)` imports the library and gives its compiler; `method` of a work makes the step; `needs` is the
    distribution that has to be installed."""

    method: str
    needs: str
    started: Callable[[int], Compile]


PEERS = {
    "autograph": Kind("autograph", "autograph", _autograph),
    "autograph-signature": Kind("autograph", "autograph", _autograph_by_signature),
    "torch": Kind("torch", "torch", _torch),
    "torch.compile": Kind("torch", "torch", _torch_compile),
    "jax": Kind("jax", "jax", _jax),
}


def version(distribution: str) -> str | None:
    """The version of an installed distribution, or None."""
    from importlib import metadata  # 10 ms, of which a process that is timed has no use

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def installed() -> list[str]:
    """The peers whose library is installed; autograph itself always is."""
    return [name for name, kind in PEERS.items() if kind.method == "autograph" or version(kind.needs)]
