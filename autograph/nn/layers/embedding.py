"""Tables of vectors."""

from __future__ import annotations

import numpy as np

from autograph import random
from autograph.errors import ArgumentError
from autograph.frontend.tensor import Operand, Parameter, Tensor
from autograph.nn import functional as F
from autograph.nn.module import Module


class Embedding(Module):
    """Rows of a table by integers: […] to […, embedding_dim]. Initialised as PyTorch's, by a standard normal.

    The row `padding_idx` is 0 at first and gets no derivative. Raises ArgumentError if there is no such row.
    """

    def __init__(self, num_embeddings: int, embedding_dim: int, padding_idx: int | None = None):
        if padding_idx is not None and not -num_embeddings <= padding_idx < num_embeddings:
            raise ArgumentError(
                f"Embedding: padding_idx={padding_idx} of {num_embeddings} rows",
                hint=f"use {-num_embeddings} … {num_embeddings - 1}",
            )
        values = np.array(random.normal((num_embeddings, embedding_dim)))
        if padding_idx is not None:
            values[padding_idx] = 0
        self.weight = Parameter(values)
        self.padding_idx = padding_idx

    def forward(self, x: Operand) -> Tensor:
        return F.embedding(x, self.weight, self.padding_idx)

    def _describe(self) -> str:
        rows, features = self.weight.shape
        return f"{rows}, {features}" + ("" if self.padding_idx is None else f", padding_idx={self.padding_idx}")
