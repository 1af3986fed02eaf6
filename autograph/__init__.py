"""autograph: a deep-learning compiler. Decorate a function with `@autograph.compile`; it runs as generated C.

Programs begin with `import autograph as ag`, `from autograph import nn, optim`, `import autograph.nn.functional as F`.
"""

import importlib
from typing import TYPE_CHECKING, Any

from autograph import config, errors, random
from autograph.dtypes import (
    bfloat16,
    float16,
    float32,
    float64,
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
)
from autograph.dtypes import bool_ as bool
from autograph.frontend import (
    Compiled,
    Parameter,
    Tensor,
    Variable,
    asarray,
    compile,
    composite,
    device,
    devices,
    grad,
    jvp,
    no_grad,
    tensor,
    value_and_grad,
    vjp,
)
from autograph.frontend.functions import *  # noqa: F403
from autograph.frontend.functions import pow, sum  # the names of builtins, which * would bring as well
from autograph.frontend.namespace import ARRAY_API_VERSION as __array_api_version__  # noqa: F401
from autograph.frontend.namespace import array_namespace_info as __array_namespace_info__  # noqa: F401
from autograph.graph import TensorType
from autograph.progress import progress

if TYPE_CHECKING:
    from autograph import data, datasets, io, nn, optim, testing
    from autograph.frontend.extension import Op, Template, op
    from autograph.frontend.gradient_check import check_gradients
    from autograph.frontend.rules import checkpoint, custom_gradient
    from autograph.io import load, save

__version__ = "0.1.0"

#: Imported when they are first asked for: what a program does not use should not cost it a start. Modules, and names by
#: the module that has them.
_MODULES = frozenset({"data", "datasets", "io", "nn", "optim", "testing"})
_NAMES = {
    "Op": "frontend.extension",
    "Template": "frontend.extension",
    "op": "frontend.extension",
    "check_gradients": "frontend.gradient_check",
    "checkpoint": "frontend.rules",
    "custom_gradient": "frontend.rules",
    "load": "io",
    "save": "io",
}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return importlib.import_module(f"autograph.{name}")
    if name not in _NAMES:
        from autograph.elsewhere import FUNCTIONS, unknown

        raise unknown("autograph", name, (), FUNCTIONS)
    found = globals()[name] = getattr(importlib.import_module(f"autograph.{_NAMES[name]}"), name)
    return found


__all__ = [
    "Compiled",
    "Op",
    "Parameter",
    "Template",
    "Tensor",
    "TensorType",
    "Variable",
    "asarray",
    "check_gradients",
    "checkpoint",
    "bfloat16",
    "bool",
    "compile",
    "composite",
    "custom_gradient",
    "config",
    "data",
    "datasets",
    "device",
    "devices",
    "errors",
    "float16",
    "float32",
    "float64",
    "grad",
    "int8",
    "int16",
    "int32",
    "int64",
    "io",
    "jvp",
    "load",
    "nn",
    "no_grad",
    "op",
    "optim",
    "pow",
    "progress",
    "random",
    "save",
    "sum",
    "tensor",
    "testing",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "value_and_grad",
    "vjp",
]
