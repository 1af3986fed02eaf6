"""The command line: `autograph` and `python -m autograph`. What a command needs is imported when it runs."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from autograph.errors import AutographError

if TYPE_CHECKING:
    from autograph.toolchain import Cache, Compiler


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status. Arguments that make no sense end in SystemExit(2), as argparse has it."""
    options = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except AutographError as error:
        print(f"autograph: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    from autograph import __version__
    from autograph.bench.arguments import add_arguments

    parser = argparse.ArgumentParser(prog="autograph", description="A deep-learning compiler.")
    parser.add_argument("--version", action="version", version=f"autograph {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    doctor = commands.add_parser("doctor", help="what is found on this machine, and how to get what is not")
    doctor.set_defaults(run=_doctor)
    cache = commands.add_parser("cache", help="the kernel cache: what is in it, whether it is sound")
    cache.set_defaults(run=_cache)
    cache.add_argument("action", choices=sorted(_CACHE_ACTIONS), help="; ".join(_CACHE_HELP))
    golden = commands.add_parser("golden", help="compare generated/ with what is generated now; for work on autograph")
    golden.add_argument("--update", action="store_true", help="write the files again")
    golden.set_defaults(run=_golden)
    bench = commands.add_parser("bench", help="time training steps and kernels beside PyTorch and JAX")
    bench.set_defaults(run=_bench)
    add_arguments(bench)
    return parser


# -- doctor


def _doctor(options: argparse.Namespace) -> int:
    for name, report in (("system", _system), ("C compiler", _c_compiler), ("processor", _processor)):
        _show(name, report())
    for name, report in (("threads", _threads), ("cache", _store)):
        _show(name, report())
    _show("CUDA", _cuda())
    _show("devices", _devices())
    _show("MPI", _mpi())
    lines, works = _training()
    _show("training", lines)
    return 0 if works else 1


def _show(name: str, lines: Sequence[str]) -> None:
    for k, line in enumerate(lines):
        print(f"{name if k == 0 else '':<12}{line}")


def _system() -> list[str]:
    import platform

    from autograph import __version__

    return [f"autograph {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"]


def _asked(find: Callable[[], Compiler], told: Callable[[Compiler], str]) -> list[str]:
    """A compiler, or why there is none and how to get it."""
    from autograph.errors import CompilerError

    try:
        return [told(find())]
    except CompilerError as error:
        return [error.what, f"try: {error.hint}"]


def _c_compiler() -> list[str]:
    from autograph import config
    from autograph.toolchain import find_c_compiler

    def told(c: Compiler) -> str:
        openmp = "OpenMP" if c.openmp else "no OpenMP: kernels run on one thread; install libgomp or libomp"
        threads = openmp if config.team == "openmp" else "a pool of threads"
        return f"{c.path} ({c.version}), vectors of {c.vector_bits} bits, {threads}"

    return _asked(find_c_compiler, told)


def _processor() -> list[str]:
    from autograph.toolchain import processor

    here = processor()
    return [
        f"caches of {_bytes(here.l1)}, {_bytes(here.l2)} and {_bytes(here.l3)}, {here.cores} cores for this process"
    ]


def _threads() -> list[str]:
    from autograph import config

    source = "set by AUTOGRAPH_NUM_THREADS" if config.num_threads else "the cores this process may use"
    return [f"{config.threads()}, {source}"]


def _store() -> list[str]:
    from autograph.toolchain import default_cache

    store = default_cache()
    return [f"{store.directory}: {len(store.entries())} entries, {_bytes(store.total_size())}"]


def _cuda() -> list[str]:
    from autograph.backends.cuda.report import report

    return report()


def _devices() -> list[str]:
    from autograph import config
    from autograph.backends import devices

    virtual = f"; {config.cpu_devices} CPUs by AUTOGRAPH_CPU_DEVICES" if config.cpu_devices else ""
    return [", ".join(devices()) + virtual]


def _mpi() -> list[str]:
    import importlib

    try:
        importlib.import_module("mpi4py.MPI")
    except ImportError as error:
        return [f"mpi4py does not import ({error})", "try: apt install libopenmpi-dev, then pip install mpi4py"]
    return ["mpi4py imports"]


def _training() -> tuple[list[str], bool]:
    """Compile and run two steps of gradient descent, and look whether the loss is what it should be."""
    import autograph as ag
    from autograph import config, nn, optim
    from autograph.toolchain.compilers import missing_reason

    if missing_reason() is not None:
        return ["compiled functions run by the interpreter, which is slow: no C compiler works"], False
    weight = nn.Parameter([3.0, -1.0])
    optimizer = optim.SGD([weight], lr=0.25)

    @ag.compile
    def step(target: ag.Tensor) -> ag.Tensor:
        loss = ((weight - target) * (weight - target)).sum()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return loss

    before, config.mode = config.mode, "compile"
    started = time.perf_counter()
    try:
        losses = [float(step(ag.asarray([1.0, 1.0]))) for _ in range(2)]
    except AutographError as error:
        return [error.what, f"try: {error.hint}"], False
    finally:
        config.mode = before
    if losses != [8.0, 2.0]:
        return [f"a step of gradient descent gave the losses {losses}, not [8.0, 2.0]"], False
    seconds = time.perf_counter() - started
    mode = f"; AUTOGRAPH_MODE={before} is set" if before != "compile" else ""
    return [f"a step compiles and runs ({step.stats.compilations} kernels compiled, {seconds:.2f} s){mode}"], True


# -- cache


def _cache(options: argparse.Namespace) -> int:
    from autograph.toolchain import default_cache

    lines, status = _CACHE_ACTIONS[options.action](default_cache())
    for line in lines:
        print(line)
    return status


def _ls(store: Cache) -> tuple[list[str], int]:
    lines = []
    for item in store.entries():
        used = time.strftime("%Y-%m-%d %H:%M", time.localtime(item.mtime))
        lines.append(f"{used}  {item.size:>12,}  {item.kind:<10} {item.key}")
    return lines, 0


def _stats(store: Cache) -> tuple[list[str], int]:
    kinds: dict[str, list[int]] = {}
    for item in store.entries():
        kinds.setdefault(item.kind, []).append(item.size)
    rows = [f"{kind:<12}{len(sizes):>8} entries  {_bytes(sum(sizes)):>10}" for kind, sizes in sorted(kinds.items())]
    return [f"{store.directory}: {_bytes(store.total_size())} of at most {_bytes(store.limit)}", *rows], 0


def _verify(store: Cache) -> tuple[list[str], int]:
    count = len(store.entries())
    damaged = [f"removed a damaged entry: {item.path}" for item in store.verify()]
    return [*damaged, f"{count} entries checked, {len(damaged)} damaged"], 1 if damaged else 0


def _clear(store: Cache) -> tuple[list[str], int]:
    return [f"removed {store.clear()} entries from {store.directory}"], 0


_CACHE_ACTIONS: dict[str, Callable[[Cache], tuple[list[str], int]]] = {
    "ls": _ls,
    "stats": _stats,
    "verify": _verify,
    "clear": _clear,
}
_CACHE_HELP = (
    "ls: every entry, least recently used first",
    "stats: entries and bytes by kind",
    "verify: check all, remove what is damaged",
    "clear: remove everything",
)


def _bytes(n: int) -> str:
    return f"{n:,} B" if n < 1 << 10 else f"{n / (1 << 10):.1f} KiB" if n < 1 << 20 else f"{n / (1 << 20):.1f} MiB"


# -- golden


def _golden(options: argparse.Namespace) -> int:
    from autograph import golden

    changed = golden.update() if options.update else golden.differences()
    for line in changed:
        print(line)
    if options.update:
        print(f"{len(changed)} files written" if changed else "all files were up to date")
        return 0
    print(f"{len(changed)} files differ; {golden.COMMAND} writes them" if changed else "all files are up to date")
    return 1 if changed else 0


# -- bench


def _bench(options: argparse.Namespace) -> int:
    from autograph.bench import command

    return command.run(options)
