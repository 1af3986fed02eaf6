"""A picture of results: for each work a bar for each peer, as long as its step takes beside autograph's."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograph.bench.result import Row
from autograph.errors import BenchmarkError, Location

COLOURS = ("#1b6ca8", "#7fb2d9", "#d9822b", "#b85042", "#5a8f5a")


def drawing() -> Any:
    """matplotlib, without a display. Raises BenchmarkError where it is not installed."""
    try:
        matplotlib = importlib.import_module("matplotlib")
    except ImportError as error:
        raise BenchmarkError(
            "a plot needs matplotlib, which does not import",
            where=Location("command line", 0, "--plot"),
            hint="pip install 'autograph[plot]', or leave --plot out: --json keeps all that was measured",
        ) from error
    matplotlib.use("agg")
    return importlib.import_module("matplotlib.pyplot")


def plot(path: Path, rows: Sequence[Row], title: str) -> None:
    """Draw the rows into an SVG, PNG or PDF file, by its suffix."""
    pyplot = drawing()
    works = list(dict.fromkeys(row["work"] for row in rows))
    peers = list(dict.fromkeys(row["peer"] for row in rows))
    height = 0.8 / len(peers)
    figure, axes = pyplot.subplots(figsize=(9, 1.2 + 0.22 * len(works) * (len(peers) + 1)), layout="constrained")
    for k, peer in enumerate(peers):
        own = {row["work"]: row for row in rows if row["peer"] == peer}
        places = [works.index(w) + (k - len(peers) / 2 + 0.5) * height for w in own]
        bars = axes.barh(
            places, [r["times"] for r in own.values()], height, label=peer, color=COLOURS[k % len(COLOURS)]
        )
        axes.bar_label(bars, [_time(r["median_us"]) for r in own.values()], padding=2, fontsize=7)
    axes.set_yticks(range(len(works)), works)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xlabel(f"median time of a step, as a multiple of {peers[0]}'s (less is better)")
    axes.set_title(title, fontsize=10)
    axes.legend(fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path)
    pyplot.close(figure)


def _time(us: float) -> str:
    return f"{us:.0f} µs" if us < 1000 else f"{us / 1000:.1f} ms"
