"""Generated code never reads or writes outside its buffers, and threads never race: kernels under sanitizers.

The libraries are built with AddressSanitizer and UBSan, in a process that loads AddressSanitizer first; any report ends
it. The launcher and its threads run under ThreadSanitizer, whose reports are read.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograph.toolchain import find_c_compiler

pytestmark = [
    pytest.mark.compiler,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD is Linux's"),
]


def runtimes(*names: str) -> str:
    """The compiler's libraries of these names, to be preloaded."""
    compiler = find_c_compiler()
    if compiler.family != "gcc":
        pytest.skip("the runtimes of gcc's sanitizers are those that are preloaded")
    found = [
        subprocess.run([*compiler.program, f"-print-file-name={n}"], capture_output=True, text=True).stdout.strip()
        for n in names
    ]
    if not all(Path(path).is_absolute() and Path(path).exists() for path in found):
        pytest.skip(f"gcc has no {' or '.join(names)} here")
    return " ".join(found)


@pytest.fixture
def sanitized(start: Callable[..., Any]) -> Callable[[str], dict[str, Any]]:
    """Runs a program whose kernels are sanitized."""
    found = runtimes("libasan.so", "libubsan.so")

    def run(text: str) -> dict[str, Any]:
        facts: dict[str, Any] = start(
            text,
            LD_PRELOAD=found,
            AUTOGRAPH_SANITIZE="address,undefined",
            ASAN_OPTIONS="detect_leaks=0:verify_asan_link_order=0",
            UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1",
            PYTHONMALLOC="malloc",
        ).facts(570)
        assert "ERROR: AddressSanitizer" not in facts["stderr"] and "runtime error" not in facts["stderr"]
        return facts

    return run


def test_a_read_outside_is_found(start: Callable[..., Any], sanitized: Callable[[str], dict[str, Any]]) -> None:
    """The tier itself works: a planted program that lies about a size does not survive."""
    with pytest.raises(AssertionError, match="AddressSanitizer"):
        sanitized(
            """
from autograph.frontend.programs import make_program
from autograph.graph import TensorType, node
from autograph.ops.elementwise import exp
from autograph.ops.source import Input

program = make_program([exp(node(Input(0, TensorType((4000,), ag.float32))))], {})
program.run([np.zeros(3000, np.float32)], [])
told(survived=True)
"""
        )


def test_the_kernels_of_every_sample(sanitized: Callable[[str], dict[str, Any]]) -> None:
    facts = sanitized(
        """
import autograph.ops
from autograph import dtypes
from autograph.backends.reference import evaluate
from autograph.autodiff import expand_gradients
from autograph.frontend.programs import make_program
from autograph.graph import REGISTRY, TensorType, node
from autograph.ops.gradient import gradient
from autograph.ops.source import Input, constant

samples = [s for op in REGISTRY.values() for s in op.samples()]
count = 0
for first in range(0, len(samples), 24):
    arrays, outputs = [], []
    for s in samples[first : first + 24]:
        leaves = []
        for a in s.inputs:
            leaves.append(node(Input(len(arrays), TensorType(a.shape, dtypes.dtype(a.dtype)))))
            arrays.append(np.array(a, order="C"))
        out = node(s.op, *leaves)
        outputs.append(out)
        if s.smooth and out.dtype.is_float:
            one = constant(1, out.dtype, out.shape)
            outputs += [gradient(out, one, leaf) for leaf in leaves if leaf.dtype.is_float]
    program = make_program(outputs, {})
    values = program.run(arrays, [])
    known = {node(Input(k, TensorType(a.shape, dtypes.dtype(a.dtype)))): a for k, a in enumerate(arrays)}
    for got, expected in zip(values, evaluate(expand_gradients(outputs), known)):
        np.testing.assert_allclose(got, expected, rtol=2e-4, atol=2e-4)
    count += len(outputs)
told(count=count)
"""
    )
    assert facts["count"] > 50


SHAPES = [(1,), (2,), (17,), (3, 1), (1, 33), (5, 7, 3), (0,), (2, 0), ()]


def test_awkward_shapes(sanitized: Callable[[str], dict[str, Any]]) -> None:
    """Extents that are no multiple of any vector, tile or block."""
    sanitized(
        f"""
def f(x):
    y = ag.tanh(x * 2 + 1) / (x * x + 1)
    return y, y.sum(), (ag.exp(y) if y.ndim < 2 else y.T @ y if y.ndim == 2 else y[:, ::-2, 1:])

for kind in (np.float32, np.float64):
    for shape in {SHAPES}:
        x = np.linspace(-1, 1, int(np.prod(shape)), dtype=kind).reshape(shape)
        for got, expected in zip(ag.compile(f)(x), f(ag.asarray(x))):
            np.testing.assert_allclose(got.numpy(), expected.numpy(), rtol=1e-4, atol=1e-5)

every_second = ag.compile(lambda x: x[::2] + 1)
np.testing.assert_array_equal(every_second(np.arange(67, dtype=np.float32)).numpy(), np.arange(1, 68, 2))

def images(x, w):
    y = F.relu(F.conv2d(x, w, padding=1, stride=2))
    return F.max_pool2d(y, 2, 1)

g = ag.compile(ag.value_and_grad(lambda x, w: (images(x, w) ** 2).sum(), (0, 1)))
for n, c, o, h, w in ((1, 1, 1, 5, 4), (3, 2, 5, 7, 9), (9, 3, 17, 8, 6)):
    rng = np.random.default_rng(0)
    g(rng.normal(size=(n, c, h, w)).astype(np.float32), rng.normal(size=(o, c, 3, 3)).astype(np.float32))
told(done=True)
"""
    )


def test_a_training_step_of_lenet5(sanitized: Callable[[str], dict[str, Any]]) -> None:
    facts = sanitized(
        """
class LeNet5(nn.Module):
    def __init__(self):
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        self.dense1, self.dense2, self.dense3 = nn.Dense(256, 128), nn.Dense(128, 84), nn.Dense(84, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.dense3(F.relu(self.dense2(F.relu(self.dense1(x.flatten(1))))))

model = LeNet5()
optimizer = optim.Adam(model.parameters())

@ag.compile(threads=2)
def step(x, y):
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss

rng = np.random.default_rng(0)
losses = []
for batch in (20, 20, 3):
    losses.append(float(step(rng.normal(size=(batch, 1, 28, 28)).astype(np.float32), rng.integers(0, 10, batch))))
try:
    step(rng.normal(size=(20, 1, 28, 28)).astype(np.float32), np.full(20, 10**12))
except ag.errors.RangeError as error:
    told(losses=losses, message=str(error))
"""
    )
    assert all(0 < loss < 10 for loss in facts["losses"])
    assert "index 1000000000000 is out of range" in facts["message"]


RACING = """
from concurrent.futures import ThreadPoolExecutor
from autograph.backends.c import device
device.SMALL = -1

def step(x):
    y = ag.tanh(x @ x.T) / 8
    return y @ y, y.sum(0), F.softmax(y, -1), ag.take(y, np.arange(0, 100, 3), 1)

functions = [ag.compile(lambda x, k=k: step(x * k), threads=k) for k in (2, 3, 4)]
x = np.random.default_rng(0).normal(size=(101, 96)).astype(np.float32)
for f in functions:
    f(x)
with ThreadPoolExecutor(3) as callers:
    list(callers.map(lambda k: functions[k % 3](x), range(60)))
told(done=True)
"""


@pytest.mark.usefixtures("fixed_addresses")
def test_threads_do_not_race(start: Callable[..., Any]) -> None:
    """Tiles that overlap store the same values twice, perhaps from two threads: pairs of stores are not counted."""
    program = start(
        RACING,
        LD_PRELOAD=runtimes("libtsan.so"),
        AUTOGRAPH_SANITIZE="thread",
        TSAN_OPTIONS="exitcode=0:report_signal_unsafe=0",
    )
    told = program.facts(570)["stderr"]
    accesses = re.findall(r"^  .*?(read|write) of size .*\n +#0 (\w+)", told, re.MULTILINE | re.IGNORECASE)
    assert len(accesses) >= told.count("WARNING: ThreadSanitizer")
    assert [a for a in accesses if a[0].lower() != "write" or not a[1].startswith("store_")] == []
