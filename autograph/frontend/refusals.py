"""Errors about tensors that are met where they have no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograph.errors import TraceError

if TYPE_CHECKING:
    from autograph.frontend.tensor import Tensor


def frozen(t: Tensor, what: str) -> TraceError:
    """The error for a value that Python asks for while the call is recorded for others, whose value it is not."""
    return TraceError(
        f"the value of {what} of {t._type} was asked for while the call was recorded for others",
        hint='use retrace="always" (the default) where Python, or a shape, depends on values',
    )


def stray(t: Tensor) -> TraceError:
    """The error for a tensor of a compiled call that is used after it, or in another one."""
    return TraceError(
        f"a tensor of {t._type} is used outside the compiled call that made it",
        hint="return it from the compiled function; what is stored elsewhere during the call has no value",
    )
