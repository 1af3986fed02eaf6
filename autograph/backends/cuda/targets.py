"""What CUDA is generated for, as far as the shape of loops depends on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from autograph import config, dtypes
from autograph.backends.cuda import kept
from autograph.backends.cuda.teams import SHARED
from autograph.errors import ArgumentError, Location
from autograph.schedule.fragments import Fragments
from autograph.schedule.recipe import Target
from autograph.schedule.wide import Wide

#: Bytes of memory that a block may be given (CUDA Programming Guide, "Compute Capabilities"); elsewhere the least.
ROOMS = {80: 163 << 10, 86: 99 << 10, 87: 163 << 10, 89: 99 << 10, 90: 227 << 10, 100: 227 << 10, 103: 227 << 10}
#: The first architecture whose tensor cores multiply bfloat16 and tf32.
TENSOR_CORES = 80
_HALVES = (Fragments(dtypes.bfloat16, "bf16", 16), Fragments(dtypes.float16, "f16", 16))
_SINGLES = {
    "tf32x3": (Fragments(dtypes.float32, "tf32x3", 8, instructions=3, ready=3, added=4),),
    "tf32": (Fragments(dtypes.float32, "tf32", 8, ready=1),),
    "highest": (),
}


def target() -> Target:
    """Lanes are the threads of a warp; rows that stages hand on lie in shared memory. Raises ArgumentError where
    `config.float32_matmul` is none of its values."""
    # Guesses until they are measured on a GPU: tiles that leave room for several blocks on a processor, four of whose
    # rows fit what a block may keep, and eight warps for each of 132 processors.
    architectures = kept.architectures()
    found = fragments(architectures)
    shape = Target(lanes=32, registers=48, latency=1, shares=1 << 40, nearby=12 << 10, teams=True, busy=1024)
    # What blocks combine lanes in lies beside what they keep; their threads are as many as 132 processors hold at once,
    # half of what they could.
    wide = Wide(lanes=((128, 512), (1024, 2048)), nearby=SHARED - (1 << 10), busy=1 << 17)
    return replace(shape, flexible=True, fragments=found, beside=room(architectures), wide=wide)


def fragments(architectures: Iterable[str]) -> tuple[Fragments, ...]:
    """What the tensor cores of all these architectures multiply, such as "sm_90a": halves first."""
    singles = _SINGLES.get(config.float32_matmul)
    if singles is None:
        raise ArgumentError(
            f"float32_matmul={config.float32_matmul!r} is not one of {', '.join(_SINGLES)}",
            where=Location("ag.config", 0, f"float32_matmul = {config.float32_matmul!r}"),
            hint=f"set ag.config.float32_matmul to {next(iter(_SINGLES))!r}",
        )
    return (*_HALVES, *singles) if min(_numbers(architectures)) >= TENSOR_CORES else ()


def room(architectures: Iterable[str]) -> int:
    """Bytes of memory that a block may be given on all these architectures."""
    return min(ROOMS.get(number, min(ROOMS.values())) for number in _numbers(architectures))


def _numbers(architectures: Iterable[str]) -> list[int]:
    return [int(number) for a in architectures for number in re.findall(r"\d+", a)]
