"""What was measured of a work, as rows: for the table, the JSON file and the plot."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograph.bench.machine import machine
from autograph.bench.peak import Peak
from autograph.bench.runner import Peer, difference
from autograph.bench.work import Work
from autograph.errors import BenchmarkError, Location

Row = dict[str, Any]
#: Heads of the table's columns: the key of a row, what stands above it, digits after the point.
COLUMNS = (
    ("work", "work", 0),
    ("peer", "peer", 0),
    ("median_us", "median µs", 1),
    ("min_us", "min µs", 1),
    ("times", "× autograph", 2),
    ("gflops", "GFLOP/s", 1),
    ("gbytes", "GB/s", 1),
    ("share", "of the floor's speed", 2),
    ("first_s", "first s", 2),
    ("memory_mb", "memory MB", 0),
    ("beside_us", "beside µs", 1),
    ("slowdown", "slower beside", 2),
)


def rows(work: Work, peers: Sequence[Peer], peak: Peak | None) -> list[Row]:
    """One for each peer, without floors where no peak is known. Rates and the share are of the fastest step, `times`
    and `slowdown` of medians."""
    floor = None if peak is None else peak.seconds(work.flops(), work.bytes()) * 1e6
    found = []
    for peer in peers:
        least, beside = peer.alone.least, peer.beside
        found.append(
            {
                "work": str(work),
                "peer": peer.name,
                "median_us": round(peer.alone.median, 1),
                "min_us": round(least, 1),
                "n": peer.alone.n,
                "floor_us": None if floor is None else round(floor, 2),
                "times": round(peer.alone.median / peers[0].alone.median, 3),
                "gflops": round(work.flops() / least / 1e3, 2),
                "gbytes": round(work.bytes() / least / 1e3, 2),
                "share": None if floor is None else round(floor / least, 3),
                "first_s": round(peer.first_s, 3),
                **_memory(peer.memory),
                "beside_us": round(beside.median, 1) if beside.n else None,
                "slowdown": round(beside.median / peer.alone.median, 2) if beside.n else None,
                "difference": float(f"{difference(peer, peers[0]):.1e}"),
            }
        )
    return found


def _memory(told: Mapping[str, int | None]) -> Row:
    """Megabytes of the process: at its start, with its library imported, and at most; `memory_mb` is the difference."""
    start, peak = told.get("start_bytes"), told.get("peak_bytes")
    if start is None or peak is None:
        return {"memory_mb": None, "peak_mb": None}
    return {"memory_mb": round((peak - start) / 1e6, 1), "peak_mb": round(peak / 1e6, 1)}


def table(found: Sequence[Row], columns: Sequence[tuple[str, str, int]] = COLUMNS) -> str:
    """The rows as text, without the columns that nothing is known of."""
    columns = [c for c in columns if any(row.get(c[0]) is not None for row in found)]
    cells = [[head for _, head, _ in columns]]
    cells += [[_text(row.get(key), digits) for key, _, digits in columns] for row in found]
    texts = [isinstance(found[0].get(key), str) for key, _, _ in columns]
    widths = [max(len(line[k]) for line in cells) for k in range(len(columns))]
    lines = []
    for line in cells:
        padded = [cell.ljust(w) if text else cell.rjust(w) for cell, w, text in zip(line, widths, texts)]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def _text(value: Any, digits: int) -> str:
    if value is None:
        return "-"
    return f"{value:,.{digits}f}" if isinstance(value, (int, float)) else str(value)


def record(found: Sequence[Row], peak: Peak | None, settings: Mapping[str, Any]) -> Row:
    """Machine, its measured peak, settings, command and rows."""
    return {
        "machine": machine(),
        "peak": vars(peak) if peak is not None else None,
        "settings": dict(settings),
        "command": ["autograph", *sys.argv[1:]],
        "rows": list(found),
    }


def write(path: Path, whole: Row) -> None:
    """A record as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")


def read(paths: Sequence[Path]) -> Row:
    """What `write` wrote, with the rows of all the files; the rest is the first one's. Raises BenchmarkError for
    another file."""
    records = [_record(path) for path in paths]
    return {**records[0], "rows": [row for record in records for row in record["rows"]]}


def _record(path: Path) -> Row:
    try:
        found: Row = json.loads(path.read_text(encoding="utf-8"))
        if {"work", "peer", "median_us"} <= found["rows"][0].keys():
            return found
        reason = f"it is of {' '.join(found['command'])}"
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        reason = type(error).__name__
    raise BenchmarkError(
        f"{path} holds no times of works: {reason}",
        where=Location(str(path), 0, ""),
        hint="give files that autograph bench WORK --json wrote",
    )
