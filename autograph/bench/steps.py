"""Steps for each peer: training (the loss, its gradient, the update of all parameters) and inference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograph.bench.work import Array, Compile, Step, parts


def autograph_step(model: Any, optimizer: Any, batches: Sequence[Any], compile: Compile, loss: Any = None) -> Step:
    """Steps over the batches in turn; `loss(model, *batch)`, by default the cross-entropy of logits and labels."""
    import autograph as ag
    import autograph.nn.functional as F

    loss_of = loss or (lambda model, x, y: F.cross_entropy(model(x), y))

    @compile
    def train_step(*batch: Any) -> Any:
        value = loss_of(model, *batch)
        value.backward()
        optimizer.step()
        optimizer.zero_grad()
        return value

    turns = _turns([tuple(map(ag.asarray, batch)) for batch in batches])
    return lambda: train_step(*next(turns))


def torch_step(model: Any, optimizer: Any, batches: Sequence[Any], compile: Compile, loss: Any = None) -> Step:
    """The same in PyTorch. `compile` gets the forward function, as its users do it."""
    import torch
    import torch.nn.functional as F

    loss_of = compile(loss or (lambda model, x, y: F.cross_entropy(model(x), y)))
    turns = _turns([tuple(map(torch.as_tensor, batch)) for batch in batches])

    def step() -> Any:
        optimizer.zero_grad(set_to_none=True)
        value = loss_of(model, *next(turns))
        value.backward()
        optimizer.step()
        return value.detach()

    return step


def jax_step(
    loss_of: Callable[..., Any], weights: dict[str, Array], batches: Sequence[Any], compile: Compile, update: Any
) -> Step:
    """The same in JAX: `loss_of(weights, *batch)`; `update(weights, state, gradient)` gives new weights and state."""
    import jax
    import jax.numpy as jnp

    @compile
    def train_step(p: Any, state: Any, *batch: Any) -> Any:
        value, gradient = jax.value_and_grad(loss_of)(p, *batch)
        return *update(p, state, gradient), value

    p: Any = {name: jnp.asarray(value) for name, value in weights.items()}
    state: Any = update.initial(p)
    turns = _turns([tuple(map(jnp.asarray, batch)) for batch in batches])

    def step() -> Any:
        nonlocal p, state
        p, state, value = train_step(p, state, *next(turns))
        jax.block_until_ready((p, state))
        return value

    return step


def jax_cross_entropy(logits: Any, labels: Any) -> Any:
    """The mean of -log softmax(logits) at the labels; logits [..., classes]."""
    import jax
    import jax.numpy as jnp

    return -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[..., None], -1).mean()


class JaxSGD:
    """p ← p - lr·v, v ← momentum·v + g."""

    def __init__(self, lr: float, momentum: float = 0.0):
        self.lr, self.momentum = lr, momentum

    def initial(self, p: Any) -> Any:
        import jax

        return jax.tree.map(lambda a: 0 * a, p) if self.momentum else ()

    def __call__(self, p: Any, v: Any, gradient: Any) -> Any:
        import jax

        v = jax.tree.map(lambda v, g: self.momentum * v + g, v, gradient) if self.momentum else gradient
        return jax.tree.map(lambda a, b: a - self.lr * b, p, v), v if self.momentum else ()


class JaxAdam:
    """Adam, or AdamW with decoupled weight decay: as the other peers' optimizers compute it."""

    def __init__(self, lr: float, decay: float = 0.0):
        self.lr, self.decay = lr, decay

    def initial(self, p: Any) -> Any:
        import jax
        import jax.numpy as jnp

        zeros = jax.tree.map(jnp.zeros_like, p)
        return zeros, zeros, jnp.float32(0)

    def __call__(self, p: Any, state: Any, gradient: Any) -> Any:
        import jax
        import jax.numpy as jnp

        m, v, t = state
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, gradient)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradient)
        scale1, scale2 = 1 / (1 - 0.9**t), 1 / (1 - 0.999**t)

        def moved(p: Any, m: Any, v: Any) -> Any:
            return p * (1 - self.lr * self.decay) - self.lr * (m * scale1) / (jnp.sqrt(v * scale2) + 1e-8)

        return jax.tree.map(moved, p, m, v), (m, v, t)


def _turns(batches: list[Any]) -> Any:
    while True:
        yield from batches


def autograph_inference(make: Any, arrays: dict[str, Array], compile: Compile) -> Step:
    """Calls of the model that `make` makes of all arrays but "x", on x."""
    import autograph as ag

    values, (x,) = parts(arrays, "x")
    model, given = compile(make(values).eval()), ag.asarray(x)

    def step() -> Any:
        with ag.no_grad():
            return model(given)

    return step


def torch_inference(make: Any, arrays: dict[str, Array], compile: Compile) -> Step:
    """Calls of a model made from all arrays but "x", on x."""
    import torch

    values, (x,) = parts(arrays, "x")
    model, given = compile(make(values).eval()), torch.as_tensor(x)

    def step() -> Any:
        with torch.inference_mode():
            return model(given)

    return step


def jax_inference(model: Any, arrays: dict[str, Array], compile: Compile) -> Step:
    """Calls of `model(weights, x)`."""
    import jax
    import jax.numpy as jnp

    values, (x,) = parts(arrays, "x")
    p, given = {name: jnp.asarray(value) for name, value in values.items()}, jnp.asarray(x)
    call = compile(model)
    return lambda: jax.block_until_ready(call(p, given))


def autograph_call(function: Any, arrays: dict[str, Array], compile: Compile) -> Step:
    """Calls of a function of all the arrays."""
    import autograph as ag

    call, given = compile(function), [ag.asarray(a) for a in arrays.values()]
    return lambda: call(*given)


def torch_call(function: Any, arrays: dict[str, Array], compile: Compile) -> Step:
    """Calls of a function of all the arrays."""
    import torch

    call, given = compile(function), [torch.as_tensor(a) for a in arrays.values()]
    return lambda: call(*given)


def jax_call(function: Any, arrays: dict[str, Array], compile: Compile) -> Step:
    """Calls of a function of all the arrays, waited for."""
    import jax
    import jax.numpy as jnp

    call, given = compile(function), [jnp.asarray(a) for a in arrays.values()]
    return lambda: jax.block_until_ready(call(*given))
