"""What users hold: tensors, functions on them, derivatives, and `compile`."""

from autograph.frontend import methods
from autograph.frontend.apply import apply, composite
from autograph.frontend.compile import Compiled, compile
from autograph.frontend.extension import Op, Template, op
from autograph.frontend.functions import asarray, tensor
from autograph.frontend.gradient_check import check_gradients
from autograph.frontend.rules import checkpoint, custom_gradient
from autograph.frontend.state import no_grad
from autograph.frontend.tensor import Parameter, Tensor, Variable
from autograph.frontend.transforms import grad, jvp, value_and_grad, vjp

__all__ = [
    "Compiled",
    "Op",
    "Parameter",
    "Template",
    "Tensor",
    "Variable",
    "apply",
    "asarray",
    "check_gradients",
    "checkpoint",
    "compile",
    "composite",
    "custom_gradient",
    "grad",
    "jvp",
    "methods",
    "no_grad",
    "op",
    "tensor",
    "value_and_grad",
    "vjp",
]
