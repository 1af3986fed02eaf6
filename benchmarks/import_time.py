"""How long `import autograph` takes beside `import numpy`, each in fresh interpreters, in turns."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from measure import child_environment, machine, print_table, save, summary

MODULES = ("numpy", "autograph")


def import_ms(module: str) -> float:
    """The cumulative time that `python -X importtime` gives for a module, in milliseconds."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    done = subprocess.run(command, env=child_environment(), capture_output=True, text=True, check=True)
    for line in reversed(done.stderr.splitlines()):
        parts = line.removeprefix("import time:").split("|")
        if len(parts) == 3 and parts[2].strip() == module:
            return int(parts[1]) / 1000
    raise SystemExit(f"python -X importtime did not mention {module}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    for module in MODULES:  # The first import of each writes its bytecode and fills the page cache.
        import_ms(module)
    times: dict[str, list[float]] = {module: [] for module in MODULES}
    for _ in range(arguments.rounds):
        for module in MODULES:
            times[module].append(import_ms(module))
    rows = [{"import": module, **summary(times[module], "ms", 1)} for module in MODULES]
    print_table(f"import time on {machine()['cpu']}; autograph's includes numpy's", rows)
    save(arguments.json, "import_time", rows, rounds=arguments.rounds)


if __name__ == "__main__":
    main()
