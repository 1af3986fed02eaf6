"""Single contractions: matrix products, convolutions, and convolutions with both gradients."""

from __future__ import annotations

from typing import Any

from autograph.bench.steps import autograph_call, jax_call, torch_call
from autograph.bench.work import Array, Compile, Step, Work, normal


class Matmul(Work):
    """[rows, inner] @ [inner, columns]."""

    name = "matmul"
    sizes = {"rows": 512, "inner": 512, "columns": 512}
    quick = (5, 7, 3)

    def arrays(self) -> dict[str, Array]:
        return {"a": normal(self.rows, self.inner), "b": normal(self.inner, self.columns, seed=2)}

    def flops(self) -> int:
        return 2 * self.rows * self.inner * self.columns

    def bytes(self) -> int:
        return 4 * (self.rows * self.inner + self.inner * self.columns + self.rows * self.columns)

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return autograph_call(lambda a, b: a @ b, arrays, compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return torch_call(lambda a, b: a @ b, arrays, compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return jax_call(lambda a, b: a @ b, arrays, compile)


class Convolution(Work):
    """Images [batch, channels, size, size] with filters [filters, channels / groups, window, window], padded by
    window // 2."""

    name = "conv"
    sizes = {
        "batch": 32,
        "channels": 64,
        "size": 28,
        "filters": 64,
        "window": 3,
        "stride": 1,
        "groups": 1,
        "dilation": 1,
    }
    quick = (2, 3, 9, 4, 3, 2)

    @property
    def padding(self) -> int:
        return self.dilation * (self.window // 2)

    @property
    def extent(self) -> int:
        """Of the result's images."""
        return (self.size + 2 * self.padding - self.dilation * (self.window - 1) - 1) // self.stride + 1

    def arrays(self) -> dict[str, Array]:
        filters = normal(self.filters, self.channels // self.groups, self.window, self.window, seed=2)
        return {"x": normal(self.batch, self.channels, self.size, self.size), "w": filters}

    def flops(self) -> int:
        results = self.batch * self.filters * self.extent**2
        return 2 * results * self.channels // self.groups * self.window**2

    def bytes(self) -> int:
        return self._argument_bytes() + 4 * self.batch * self.filters * self.extent**2

    def _argument_bytes(self) -> int:
        images = self.batch * self.channels * self.size**2
        return 4 * (images + self.filters * self.channels // self.groups * self.window**2)

    @property
    def _options(self) -> dict[str, int]:
        options = {name: getattr(self, name) for name in ("stride", "padding", "dilation", "groups")}
        return options

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import autograph.nn.functional as F

        return autograph_call(lambda x, w: F.conv2d(x, w, **self._options), arrays, compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch.nn.functional as F

        return torch_call(lambda x, w: F.conv2d(x, w, **self._options), arrays, compile)

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        return jax_call(self._jax, arrays, compile)

    def _jax(self, x: Any, w: Any) -> Any:
        from jax import lax

        return lax.conv_general_dilated(
            x,
            w,
            (self.stride,) * 2,
            ((self.padding,) * 2,) * 2,
            rhs_dilation=(self.dilation,) * 2,
            dimension_numbers=("NCHW", "OIHW", "NCHW"),
            feature_group_count=self.groups,
        )


class ConvolutionGradients(Convolution):
    """The gradients of the sum of squares of a convolution with respect to images and filters."""

    name = "convgrad"

    def flops(self) -> int:
        return 3 * super().flops()

    def bytes(self) -> int:
        return 2 * self._argument_bytes()

    def autograph(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import autograph as ag
        import autograph.nn.functional as F

        def loss(x: Any, w: Any) -> Any:
            return (F.conv2d(x, w, **self._options) ** 2).sum()

        return autograph_call(ag.grad(loss, argnums=(0, 1)), arrays, compile)

    def torch(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import torch
        import torch.nn.functional as F

        x, w = (torch.as_tensor(a).requires_grad_() for a in arrays.values())
        loss = compile(lambda x, w: F.conv2d(x, w, **self._options).square().sum())
        return lambda: torch.autograd.grad(loss(x, w), (x, w))

    def jax(self, arrays: dict[str, Array], compile: Compile) -> Step:
        import jax
        import jax.numpy as jnp

        return jax_call(jax.grad(lambda x, w: jnp.square(self._jax(x, w)).sum(), argnums=(0, 1)), arrays, compile)
