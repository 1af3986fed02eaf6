"""pycuda itself, over a driver whose devices are the host's memory: contexts, threads, memory, errors, and the end."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from host_gpu import FLAGS, HERE

pytestmark = [
    pytest.mark.compiler,
    pytest.mark.skipif(importlib.util.find_spec("pycuda") is None, reason="pycuda is not installed"),
    pytest.mark.skipif(sys.platform != "linux", reason="the driver is replaced as Linux finds it"),
]

BEGIN = """
import gc, sys, threading
sys.path[:0] = {path}
import host_gpu
import numpy as np
from autograph.backends import devices
from autograph.backends.cuda import kept, memory, runtime
from autograph.ops import load_all
load_all()
kept.compiler = host_gpu.compiler
runtime._without_nvcc = lambda: None
from autograph.backends import cuda
from autograph.errors import DeviceError
from cuda_calls import chain, close, compiled, floats, put
from programs import interpreted

outputs, arrays = chain()
expected = interpreted(outputs, arrays)
"""


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the driver, and with stubs for the functions that pycuda only names."""
    folder = tmp_path_factory.mktemp("driver")
    spec = importlib.util.find_spec("pycuda")
    assert spec is not None and spec.origin is not None
    (extension,) = Path(spec.origin).parent.glob("_driver*.so")
    named = subprocess.run(["nm", "-D", "--undefined-only", extension], capture_output=True, text=True, check=True)
    text = (HERE / "driver_on_cpu.cpp").read_text(encoding="utf-8")
    missing = [n for n in re.findall(r" U (cu[A-Z]\w+)", named.stdout) if not re.search(rf"\bR {n}\(", text)]
    stubs = "".join(f'extern "C" int {name}(void) {{ return 801; }}\n' for name in missing)
    (folder / "driver.cpp").write_text(f'#include "{HERE}/driver_on_cpu.cpp"\n{stubs}', encoding="utf-8")
    library = folder / "libcuda.so.1"
    command = ["g++", *FLAGS, "-shared", "-Wl,-soname,libcuda.so.1", str(folder / "driver.cpp"), "-o", str(library)]
    subprocess.run(command, check=True)
    return folder


def run(driver: Path, script: str) -> list[str]:
    """What a process prints that has this driver, and ends well."""
    begin = BEGIN.format(path=[str(HERE.parent), str(HERE)])
    environment = {**os.environ, "LD_LIBRARY_PATH": str(driver)}
    command = [sys.executable, "-c", begin + script]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0 and not done.stderr, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_the_devices_and_programs_on_each(driver: Path) -> None:
    told = run(
        driver,
        """
print(runtime.why_not(), devices()[1:], *[(g.name, g.capability, g.processors, g.nbytes) for g in runtime.gpus()])
for device in devices()[1:]:
    program, given = compiled(outputs, on=device), put(*arrays, on=device)
    for _ in range(5):
        close(program(given, []), expected)
first = cuda.put(floats(3000, 1000), "cuda:0")
there = cuda.put(first, "cuda:1").copy()
del first  # whose memory serves again before anything has run
over = cuda.put(np.zeros((3000, 1000), np.float32), "cuda:0")
over.numpy()
assert np.array_equal(there.numpy(), floats(3000, 1000))
""",
    )
    gpus = [f"('device {k}', (9, 0), 132, {1 << 30})" for k in range(2)]
    assert told == [f"None ['cuda:0', 'cuda:1'] {' '.join(gpus)}"]


def test_threads_and_arrays_that_outlive_all(driver: Path) -> None:
    """Blocks go back in threads without a context, in cycles of garbage, and when Python ends."""
    run(
        driver,
        """
program, given = compiled(outputs), put(*arrays)
def work():
    own = put(*arrays)
    for _ in range(5):
        close(program(own, []), expected)
    runtime.gpus()[0].trim()
threads = [threading.Thread(target=work) for _ in range(3)]
for t in threads: t.start()
for t in threads: t.join()
runtime.gpus()[0].trim()
held = put(floats(30))
t = threading.Thread(target=held.clear)
t.start(); t.join()
cycle = put(floats(31)); cycle.append(cycle)
del cycle; gc.collect()
last = program(given, [])
runtime.gpus()[1].__enter__()  # as an interrupt could leave it
put(floats(3), on="cuda:1")
""",
    )


def test_errors(driver: Path) -> None:
    told = run(
        driver,
        """
import ctypes
def refused(call):
    try:
        call()
    except DeviceError as error:
        print(str(error).splitlines()[0])
held = [put(np.zeros(300 << 20, np.uint8)) for _ in range(3)]
refused(lambda: put(np.zeros(300 << 20, np.uint8)))
del held
array, = put(np.ones(300 << 20, np.uint8))  # what the pool held makes room
print(runtime.gpus()[0].free() >> 20)
ctypes.CDLL("libcuda.so.1").fail(ctypes.c_void_p(runtime.gpus()[0].stream))
refused(array.numpy)
refused(lambda: put(np.zeros(3)))
import os; os._exit(0)  # a device that has stopped stays so
""",
    )
    full = "cuda:0 is out of memory: an array uint8[314572800] takes 300.0 MiB, and "
    assert re.fullmatch(re.escape(full) + r"\d+\.\d MiB of 1\.0 GiB are free", told[0]), told[0]
    assert int(told[1]) < 150, "the pool has given out what it held"
    stopped = "cuda:0 has stopped: cuEventSynchronize failed: an illegal memory access was encountered"
    assert told[2:] == [stopped, stopped]
