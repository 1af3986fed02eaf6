"""What a result has to tell of where it was measured."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path
from typing import Any

from autograph.bench.peers import PEERS, version


def machine() -> dict[str, Any]:
    """The processor, how many of its cores this process may use, the load, the system, versions, the time."""
    libraries = {"numpy", *(kind.needs for kind in PEERS.values())} - {"autograph"}
    return {
        "cpu": cpu(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "load": [round(x, 2) for x in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "system": platform.platform(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in sorted(libraries)},
        "utc": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }


def cpu() -> str:
    """The processor's name."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
