"""What the benchmarks share: tables and JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from autograph.bench.machine import machine

ROOT = Path(__file__).resolve().parent.parent
Row = dict[str, Any]


def installed(distribution: str) -> str | None:
    """The version of an installed distribution, or None."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def print_table(title: str, rows: Sequence[Mapping[str, Any]]) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [columns, *([_text(row.get(name)) for name in columns] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    print(title)
    for line in cells:
        print("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths))))


def _text(value: Any) -> str:
    return "-" if value is None else str(value)


def save(path: Path | None, benchmark: str, rows: Sequence[Mapping[str, Any]], **settings: Any) -> None:
    """Write `{benchmark, machine, settings, command, rows}` as JSON; nothing when path is None."""
    if path is None:
        return
    command = ["python", *(os.path.relpath(sys.argv[0], ROOT), *sys.argv[1:])]
    record = {"benchmark": benchmark, "machine": machine(), "settings": settings, "command": command, "rows": rows}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
