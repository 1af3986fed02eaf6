"""What users hold: tensors, functions on them, derivatives, and `compile`."""

from autograph.frontend import methods
from autograph.frontend.apply import apply, composite
from autograph.frontend.compile import Compiled, compile
from autograph.frontend.functions import asarray, tensor
from autograph.frontend.placement import device, devices
from autograph.frontend.state import no_grad
from autograph.frontend.tensor import Parameter, Tensor, Variable
from autograph.frontend.transforms import grad, jvp, value_and_grad, vjp

__all__ = [
    "Compiled",
    "Parameter",
    "Tensor",
    "Variable",
    "apply",
    "asarray",
    "compile",
    "composite",
    "device",
    "devices",
    "grad",
    "jvp",
    "methods",
    "no_grad",
    "tensor",
    "value_and_grad",
    "vjp",
]
