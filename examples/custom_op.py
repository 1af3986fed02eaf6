"""Ops of one's own, each of the four ways, and a small network that learns digits with all of them.

Run it with `python examples/custom_op.py`; `docs/extending.md` explains each step. It takes some seconds.
"""

from __future__ import annotations

import argparse

import numpy as np

import autograph as ag
import autograph.nn.functional as F
from autograph import data, datasets, nn, optim
from autograph.testing import Sample, check_op

parser = argparse.ArgumentParser(description="Train a network made of custom ops on the 8x8 digits.")
parser.add_argument("--epochs", type=int, default=12)
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--device", default="cpu", help='"cuda:0" is the first GPU')
options = parser.parse_args()

rng = np.random.default_rng(1)
images = rng.uniform(-1, 1, (3, 8, 8)).astype(np.float32)


# 1. By a scalar: one element of the result from one element of each operand. This is all that is needed; NumPy's
#    meaning and the derivatives follow from it, and the op is fused into the kernels around it.
@ag.op
class Snake(ag.Op):
    """x + sin²(a·x) / a, an activation for what repeats (Ziyin et al. 2020, arXiv:2006.08195)."""

    a: float

    def scalar(self, f, x):
        return x + f.sin(self.a * x) ** 2 / self.a

    @classmethod
    def samples(cls):
        yield Sample(cls(0.5), (images,))


# 2. By a kernel in C. Operands bear the names of numpy's arguments, the result is `out`; shapes and types are there.
#    `cuda` is its twin, which only a GPU needs. The derivative is written with array functions.
@ag.op
class Edges(ag.Op):
    """Differences of neighbours in the last axis: [n, height, width] to [n, height, width - 1]."""

    c = """
    const int64_t rows = x_shape[0] * x_shape[1], wide = x_shape[2], narrow = out_shape[2];
    for (int64_t r = first_of(rows, share); r < end_of(rows, share); r++)
      for (int64_t k = 0; k < narrow; k++) out[r * narrow + k] = x[r * wide + k + 1] - x[r * wide + k];
    """
    cuda = """
    const int64_t wide = x_shape[2], narrow = out_shape[2];
    for (int64_t k = first_thread(); k < out_size; k += all_threads()) {
      const int64_t at = k / narrow * wide + k % narrow;
      out[k] = x[at + 1] - x[at];
    }
    """

    def infer(self, x):
        return ag.TensorType((*x.shape[:2], x.shape[2] - 1), x.dtype)

    def numpy(self, x):
        return x[:, :, 1:] - x[:, :, :-1]

    def gradient(self, cotangent, output, x):
        # Element k went up by the difference before it and down by the one after it.
        return ag.pad(cotangent, ((0, 0), (0, 0), (1, 0))) - ag.pad(cotangent, ((0, 0), (0, 0), (0, 1)))

    @classmethod
    def samples(cls):
        yield Sample(cls(), (images,))


# 3. By a Jinja template of a kernel: the op's fields are values of the template, here to unroll Horner's scheme.
@ag.op
class Polynomial(ag.Op):
    """Σ coefficients[k] · x^k; its derivative is another one."""

    coefficients: tuple[float, ...]

    c = ag.Template(
        """
        for (int64_t k = first_of(out_size, share); k < end_of(out_size, share); k++) {
          x_t sum = 0;
          {% for c in coefficients | reverse %}
          sum = sum * x[k] + (x_t){{ c }};
          {% endfor %}
          out[k] = sum;
        }
        """
    )
    cuda = ag.Template(
        """
        for (int64_t k = first_thread(); k < out_size; k += all_threads()) {
          x_t sum = 0;
          {% for c in coefficients | reverse %}
          sum = sum * x[k] + (x_t){{ c }};
          {% endfor %}
          out[k] = sum;
        }
        """
    )

    def numpy(self, x):
        return np.polynomial.polynomial.polyval(x, np.asarray(self.coefficients, x.dtype))

    def gradient(self, cotangent, output, x):
        slopes = tuple(k * c for k, c in enumerate(self.coefficients))[1:]
        return cotangent * Polynomial(slopes)(x) if slopes else ag.zeros_like(x)

    @classmethod
    def samples(cls):
        yield Sample(cls((0.1, 1.0, 0.0, -0.2)), (images,))


# 4. By NumPy alone: nothing is compiled, Python is called between two kernels. It has no derivative, and needs none
#    where it is used below, on the images themselves.
@ag.op
class Median(ag.Op):
    """The median of every three neighbours in the last axis, which removes specks."""

    def numpy(self, x):
        return np.median([x[..., :-2], x[..., 1:-1], x[..., 2:]], axis=0).astype(x.dtype)

    @classmethod
    def samples(cls):
        yield Sample(cls(), (images,), smooth=False)


for op in (Snake, Edges, Polynomial, Median):
    check_op(op)  # type rule, NumPy meaning, kernel and derivatives agree
    print(f"{op.__name__}: checked")


class Network(nn.Module):
    def __init__(self):
        self.hidden = nn.Dense(8 * 5, 64)
        self.output = nn.Dense(64, 10)

    def forward(self, x):
        x = Edges()(Median()(x[:, 0]))
        x = Snake(0.5)(self.hidden(x.flatten(1)))
        return self.output(Polynomial((0.0, 1.0, 0.0, -0.01))(x))


ag.random.seed(options.seed)
train, test = datasets.digits()
model = Network().to(options.device)
optimizer = optim.Adam(model.parameters(), lr=3e-3)


@ag.compile(device=options.device)
def train_step(x, labels):
    loss = F.cross_entropy(model(x), labels)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss


@ag.compile(device=options.device)
def hits(x, labels):
    return (model(x).argmax(1) == labels).sum()


loader = data.Loader(train, batch_size=50, shuffle=True, seed=options.seed)
for epoch in range(options.epochs):
    losses = [float(train_step(x, labels)) for x, labels in loader]
    if epoch % 3 == 2 or epoch == options.epochs - 1:
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}")

correct = sum(int(hits(x, labels)) for x, labels in data.Loader(test, batch_size=99))
print(f"test accuracy {100 * correct / len(test):.1f}%")
