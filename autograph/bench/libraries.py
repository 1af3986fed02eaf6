"""How each library is put on a device, waited for and read from. Nothing here imports autograph, as in `work.py`.

On a GPU all compute in float32, also those that would otherwise take fewer digits for products and convolutions.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from autograph.bench.work import Step

#: The processor, where a step is done when it returns.
HOST = "cpu"


def _autograph_on(device: str) -> Any:
    import autograph as ag

    return ag.device(device)


def _autograph_wait(device: str) -> Callable[[], None]:
    import autograph as ag

    last = ag.asarray([0.0], device=device)
    return lambda: last.tolist() and None  # a value comes when all that was launched before it is done


def _torch_on(device: str) -> Any:
    import torch

    torch.backends.cudnn.allow_tf32 = False
    return torch.device(device)


def _torch_wait(device: str) -> Callable[[], None]:
    import torch

    wait: Callable[[], None] = torch.cuda.synchronize
    return wait


def _nothing() -> None: ...


@dataclass(frozen=True)
class Library:
    """`on(device)`: what is made within it is there; `waiting(device)` gives what waits until all is done; `host` makes
    of a result what NumPy takes; `sees` is a program that fails where the library finds no GPU."""

    on: Callable[[str], Any]
    waiting: Callable[[str], Callable[[], None]]
    host: Callable[[Any], Any] = lambda a: a
    sees: str = ""


#: By the method of a work that is written for it.
LIBRARIES = {
    "autograph": Library(_autograph_on, _autograph_wait),
    "torch": Library(
        _torch_on, _torch_wait, lambda a: a.detach().cpu(), "import torch; assert torch.accelerator.is_available()"
    ),
    "jax": Library(
        lambda device: contextlib.nullcontext(), lambda device: _nothing, sees="import jax; jax.devices('gpu')"
    ),
}


def made(method: str, device: str, make: Callable[[], Step]) -> Step:
    """A step that `make` makes, on a device, where it waits until it is done."""
    if device == HOST:
        return make()
    library = LIBRARIES[method]
    with library.on(device):
        step = make()
    wait = library.waiting(device)

    def waited() -> Any:
        result = step()
        wait()
        return result

    return waited


def sees_gpu(method: str) -> bool:
    """Whether a library finds a GPU."""
    return not subprocess.run([sys.executable, "-c", LIBRARIES[method].sees], capture_output=True).returncode


def settings(device: str, visible: str | None) -> dict[str, str]:
    """The environment of a process whose libraries are to compute on a device; `visible` is CUDA_VISIBLE_DEVICES."""
    if device == HOST:
        return {"JAX_PLATFORMS": "cpu", "CUDA_VISIBLE_DEVICES": ""}
    number = int(device.partition(":")[2] or 0)
    chosen = visible.split(",")[number] if visible else str(number)
    # Each process gets the one device, as its first; JAX leaves memory to the others.
    own = {"CUDA_VISIBLE_DEVICES": chosen, "XLA_PYTHON_CLIENT_PREALLOCATE": "false"}
    return {**own, "JAX_DEFAULT_MATMUL_PRECISION": "highest"}
