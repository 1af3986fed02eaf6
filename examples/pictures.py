"""Pictures for the other examples. They need matplotlib, the examples themselves do not."""

from __future__ import annotations

import argparse
import importlib.util

import numpy as np


def file(path):
    """The type of the option --plot: tells before the training, not after it, that matplotlib is missing."""
    if importlib.util.find_spec("matplotlib") is None:
        raise argparse.ArgumentTypeError("pictures need matplotlib: python -m pip install matplotlib")
    return path


def grid(path, images, columns):
    """Save grey images [N, 1, height, width], `columns` to a row."""
    count, _, height, width = images.shape
    rows = -(-count // columns)
    sheet = np.full((rows * columns, height + 1, width + 1), images.min(), images.dtype)
    sheet[:count, 1:, 1:] = images[:, 0]
    sheet = sheet.reshape(rows, columns, height + 1, width + 1).swapaxes(1, 2).reshape(rows * (height + 1), -1)
    figure, axes = _figure(columns * 0.6, rows * 0.6)
    axes.imshow(sheet, cmap="gray_r")
    axes.axis("off")
    _save(figure, path)


def lines(path, x, y, curves):
    """Save curves over axes called `x` and `y`: by name, abscissae, ordinates and perhaps matplotlib's format."""
    figure, axes = _figure(6, 4)
    for name, curve in curves.items():
        axes.plot(*curve, label=name)
    axes.set(xlabel=x, ylabel=y)
    axes.legend()
    _save(figure, path)


def _figure(width, height):
    from matplotlib.figure import Figure  # without pyplot: no window, no display

    figure = Figure((width, height), layout="constrained")
    return figure, figure.add_subplot()


def _save(figure, path):
    figure.savefig(path, dpi=120)
    print(f"picture saved to {path}")
