"""The arguments of `autograph bench`."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `autograph bench` takes."""
    parser.add_argument("works", nargs="*", metavar="WORK", default=["usual"], help="a work, or a set; see --list")
    parser.add_argument("--list", action="store_true", help="the works, their sizes, and the sets")
    parser.add_argument("--batch", type=int, metavar="N", help="the batch of the works that are named without sizes")
    parser.add_argument("--peers", nargs="+", metavar="PEER", help="who is timed; else all that are installed")
    parser.add_argument("--device", default="cpu", help="where all compute; autograph doctor tells which there are")
    parser.add_argument("--threads", type=int, metavar="N", help="and cores; else as many as autograph would use")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each peer")
    parser.add_argument("--seconds", type=float, default=1.0, help="of a turn")
    parser.add_argument("--quick", action="store_true", help="tiny sizes and short turns: to try the benchmark itself")
    parser.add_argument("--neighbour", action="store_true", help="measure beside a process that keeps a core busy too")
    parser.add_argument("--keep-cache", action="store_true", help="use your own kernel cache, not an empty one")
    parser.add_argument("--profile", action="store_true", help="what each of autograph's kernels takes, and no peer")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all that was measured")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw it: .svg, .png or .pdf")
    parser.add_argument(
        "--read", nargs="+", type=Path, metavar="FILE", help="measure nothing: show, join, draw what --json wrote"
    )
