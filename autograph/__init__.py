"""autograph: a deep-learning compiler. Decorate a function with `@autograph.compile`; it runs as generated C.

import autograph as ag
from autograph import nn, optim
import autograph.nn.functional as F
"""

from autograph import config, errors, random
from autograph.dtypes import bool_ as bool
from autograph.dtypes import float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64
from autograph.frontend import (
    Compiled,
    Parameter,
    Tensor,
    Variable,
    asarray,
    compile,
    composite,
    grad,
    no_grad,
    tensor,
    value_and_grad,
)
from autograph.frontend.functions import *  # noqa: F403
from autograph.frontend.functions import pow, sum  # the names of builtins, which * would bring as well
from autograph.io import load, save
from autograph.progress import progress

__version__ = "0.1.0"

__all__ = [
    "Compiled",
    "Parameter",
    "Tensor",
    "Variable",
    "asarray",
    "bool",
    "compile",
    "composite",
    "config",
    "errors",
    "float32",
    "float64",
    "grad",
    "int8",
    "int16",
    "int32",
    "int64",
    "load",
    "no_grad",
    "pow",
    "progress",
    "random",
    "save",
    "sum",
    "tensor",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "value_and_grad",
]
