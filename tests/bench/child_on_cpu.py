"""`autograph/bench/child.py` where "cuda:0" is a device that is no GPU."""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from host_gpu import installed  # noqa: E402

with installed():
    runpy.run_path(str(ROOT / "autograph" / "bench" / "child.py"), run_name="__main__")
