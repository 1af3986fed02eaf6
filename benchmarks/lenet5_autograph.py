"""LeNet-5 and its SGD step in autograph, as both benchmarks of it use them."""

from __future__ import annotations

from typing import Any

import autograph as ag
import autograph.nn.functional as F
from autograph import nn, optim


class LeNet5(nn.Module):
    def __init__(self) -> None:
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.dense1 = nn.Dense(256, 128)
        self.dense2 = nn.Dense(128, 84)
        self.dense3 = nn.Dense(84, 10)

    def forward(self, x: Any) -> Any:
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.dense1(x.flatten(1)))
        return self.dense3(F.relu(self.dense2(x)))


def stepper(model: LeNet5, lr: float) -> tuple[Any, optim.SGD]:
    """The compiled training step (images, labels) -> loss, and its optimizer."""
    optimizer = optim.SGD(model.parameters(), lr=lr)

    @ag.compile
    def train_step(images: Any, labels: Any) -> Any:
        loss = F.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    return train_step, optimizer
