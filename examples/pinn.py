"""A physics-informed network (Raissi et al. 2019): Burgers' equation, solved by what its derivatives have to be.

Run it with `python examples/pinn.py`; it takes about a minute. A network u(x, t) is trained until

    u_t + u u_x = ν u_xx    for -1 ≤ x ≤ 1, 0 ≤ t ≤ 1,    u(x, 0) = -sin πx,    u(±1, t) = 0.

No solution is ever shown to it: the loss holds u_t, u_x and u_xx, which are derivatives of the network, and training
differentiates them once more, by its weights. The wave steepens at x = 0 until viscosity ν holds it.
"""

from __future__ import annotations

import argparse
import math

import numpy as np

import autograph as ag
import pictures
from autograph import nn, optim


class Solution(nn.Module):
    """u at points x, t [N] each. The factors in front of the network make the initial and boundary values exact."""

    def __init__(self, width):
        self.layers = [nn.Dense(2, width), nn.Dense(width, width), nn.Dense(width, width)]
        self.output = nn.Dense(width, 1)

    def forward(self, x, t):
        y = ag.stack([x, 2 * t - 1], axis=1)
        for layer in self.layers:
            y = ag.tanh(layer(y))
        return t * (1 - x * x) * self.output(y)[:, 0] - ag.sin(math.pi * x)


def residual(u, x, t, viscosity):
    """By how much u misses the equation at each point."""
    # u at a point depends on that point alone, so the gradient of the sum has the derivative at each.
    u_x, u_t = ag.grad(lambda x, t: u(x, t).sum(), argnums=(0, 1))(x, t)
    u_xx = ag.grad(lambda x: ag.grad(lambda x: u(x, t).sum())(x).sum())(x)
    return u_t + u(x, t) * u_x - viscosity * u_xx


def exact(x, t, viscosity):
    """The solution by Cole and Hopf's transform (Basdevant et al. 1986): integrals, by Gauss and Hermite."""
    nodes, weights = np.polynomial.hermite.hermgauss(100)
    y = x[:, None] - np.sqrt(4 * viscosity * t[:, None]) * nodes
    density = weights * np.exp(-np.cos(np.pi * y) / (2 * np.pi * viscosity))
    return -(np.sin(np.pi * y) * density).sum(1) / density.sum(1)


def parse(arguments):
    parser = argparse.ArgumentParser(description="Solve Burgers' equation by a neural network.")
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--points", type=int, default=1000, help="points where the equation is asked for, in each step")
    parser.add_argument("--width", type=int, default=32)
    parser.add_argument("--viscosity", type=float, default=0.01, help="the smaller, the steeper the wave")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
    parser.add_argument("--plot", type=pictures.file, metavar="FILE.png", help="save a picture of u and the solution")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    with ag.device(options.device):  # where everything below is made, and so where it runs
        run(options)


def run(options):
    ag.random.seed(options.seed)
    u = Solution(options.width)
    optimizer = optim.Adam(u.parameters(), lr=optim.schedules.cosine(5e-3, options.steps))

    @ag.compile
    def train_step():
        x = ag.random.uniform(options.points, -1.0, 1.0)  # other points in each step, drawn by the generated code
        t = ag.random.uniform(options.points)
        loss = (residual(u, x, t, options.viscosity) ** 2).mean()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    solve = ag.compile(u)
    x, t = (a.ravel() for a in np.meshgrid(np.linspace(-1, 1, 101), np.linspace(0, 1, 51)))
    truth = exact(x, t, options.viscosity)

    def error():
        found = solve(x.astype(np.float32), t.astype(np.float32)).numpy()
        return np.linalg.norm(found - truth) / np.linalg.norm(truth)

    print(f"relative error before training {error():.4f}")
    for step in range(1, options.steps + 1):
        loss = train_step()
        if step % max(1, options.steps // 10) == 0:
            print(f"step {step}: loss {float(loss):.6f}, relative error {error():.4f}")

    if options.plot:
        dense, sparse = np.linspace(-1, 1, 201), np.linspace(-1, 1, 41)
        curves = {"exact": (sparse, exact(sparse, np.zeros(41), options.viscosity), "k.")}
        for time in (0.0, 0.25, 0.5, 1.0):
            found = solve(dense.astype(np.float32), np.full(201, time, np.float32)).numpy()
            curves[f"network at t = {time}"] = (dense, found)
            truth = exact(sparse, np.full(41, time), options.viscosity)
            curves[f"_{time}"] = (sparse, truth, "k.")  # matplotlib's legend leaves out what begins with _
        pictures.lines(options.plot, "x", "u", curves)


if __name__ == "__main__":
    main()
