"""Progress bars on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar, cast

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

#: Seconds between two prints: a terminal redraws one line, a log file keeps every line it is given.
TERMINAL_INTERVAL, LOG_INTERVAL = 0.1, 10.0


class Bar(Protocol[T_co]):
    """What `progress` returns: an iterable whose end of line can be set while it runs."""

    def __iter__(self) -> Iterator[T_co]: ...
    def set_postfix(self, ordered_dict: dict[str, Any] | None = None, refresh: bool = True, **values: Any) -> None: ...
    def update(self, n: float = 1) -> bool | None: ...
    def close(self) -> None: ...


def progress(
    iterable: Iterable[T] | None = None, total: float | None = None, desc: str | None = None, unit: str = "it"
) -> Bar[T]:
    """A tqdm bar over `iterable`; without one, a bar moved by `.update(n)` towards `total`.

    `total` defaults to `len(iterable)` where that is known. `unit="B"` counts bytes (kB, MB, …).
    Output that is not a terminal gets a line every ten seconds at most.
    """
    from tqdm import tqdm  # imported here: a program without a bar need not pay for it

    bar = tqdm(
        iterable,
        desc=desc,
        total=total,
        unit=unit,
        unit_scale=unit == "B",
        file=sys.stderr,
        mininterval=TERMINAL_INTERVAL if sys.stderr.isatty() else LOG_INTERVAL,
        dynamic_ncols=True,
    )
    return cast("Bar[T]", bar)
