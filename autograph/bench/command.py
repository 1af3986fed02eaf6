"""`autograph bench`: what it does with its arguments."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from autograph import config
from autograph.backends import named
from autograph.bench import peak, peers, result, runner
from autograph.bench.libraries import HOST, sees_gpu
from autograph.bench.machine import cpu
from autograph.bench.profile import profiled
from autograph.bench.work import Work
from autograph.bench.works import SETS, WORKS, parsed
from autograph.errors import BenchmarkError, Location
from autograph.toolchain import find_c_compiler

#: What may be asked for instead of works.
STARTS = ("compile-cache", "import-time")
QUICK = {"rounds": 1, "seconds": 0.02}


def run(options: argparse.Namespace) -> int:
    """The exit status: 1 if a work could not be measured. Raises BenchmarkError for what cannot be asked for."""
    if options.list:
        print(listing())
        return 0
    if options.works[0] in STARTS:
        return _starts(options)
    if options.plot:
        from autograph.bench.plot import drawing

        drawing()  # what is missing is told before everything is measured
    if options.read:
        whole = result.read(options.read)
        print(result.table(whole["rows"]))
        if options.json:
            result.write(options.json, whole)
        return _drawn(options, whole["rows"], whole["machine"]["cpu"])
    works, names = _asked(options, options.works)
    if options.profile:
        for work in works:
            print(f"{work}: {profiled(work, options.threads, named(options.device))}\n")
        return 0
    rows, failed = _measured(works, names, options)
    return max(_drawn(options, rows, cpu()), failed)


def _asked(options: argparse.Namespace, texts: Sequence[str]) -> tuple[list[Work], list[str]]:
    works, names = chosen(texts, options.batch, options.quick), _peers(options.peers, named(options.device))
    find_c_compiler()  # raises where there is none: the interpreter is not what is to be timed
    return works, names


def _starts(options: argparse.Namespace) -> int:
    """What is no work: imports, and first steps."""
    from autograph.bench import starts

    what, *texts = options.works
    settings: dict[str, int] = {"rounds": 1 if options.quick else options.rounds}
    if what == "import-time":
        rows, columns = starts.import_time(settings["rounds"]), starts.IMPORT_COLUMNS
        print(f"{cpu()}\n\n{result.table(rows, columns)}")
    else:
        works, names = _asked(options, texts or starts.USUAL)
        names = [name for name in names if name != "autograph-signature"] if options.peers is None else names
        settings["threads"] = options.threads or config.threads()
        rows = []
        print(f"{cpu()}, {settings['threads']} threads", flush=True)
        for work in works:
            rows += (new := starts.compile_cache(work, names, settings["threads"], settings["rounds"]))
            print(f"\n{result.table(new, starts.CACHE_COLUMNS)}", flush=True)
    if options.json:
        result.write(options.json, result.record(rows, None, settings))
    return 0


def _measured(works: Sequence[Work], names: Sequence[str], options: argparse.Namespace) -> tuple[list[result.Row], int]:
    threads = options.threads or config.threads()
    settings = {
        "threads": threads,
        "rounds": options.rounds,
        "seconds": options.seconds,
        "cold": not options.keep_cache,
    }
    settings |= QUICK if options.quick else {}
    device = named(options.device)
    settings |= {} if device == HOST else {"device": device}
    top = peak.Peak(threads, 0.0, 0.0) if device == HOST else None  # what a GPU can do at most is not measured
    rows: list[result.Row] = []
    failed = 0
    for work in works:
        if top is not None:
            top = top.best(peak.measure(threads, *((10_000, 1 << 12) if options.quick else ())))
        try:
            found = runner.measured(
                work,
                names,
                threads,
                settings["rounds"],
                settings["seconds"],
                options.neighbour,
                options.keep_cache,
                device,
            )
        except BenchmarkError as error:
            print(f"autograph: {error}", file=sys.stderr)
            failed = 1
            continue
        rows += (new := result.rows(work, found, top))
        limits = f"on {device}, beside {threads} threads of {cpu()}"
        if top is not None:
            limits = f"{top.gflops:.0f} GFLOP/s and {top.gbytes:.0f} GB/s at most on {threads} threads of {cpu()}"
        print(f"{result.table(new)}\n{limits}\n", flush=True)
        if options.json:
            result.write(options.json, result.record(rows, top, settings))
    return rows, failed


def _drawn(options: argparse.Namespace, rows: Sequence[result.Row], title: str) -> int:
    if options.plot and rows:
        from autograph.bench.plot import plot

        plot(options.plot, rows, title)
    return 0


def chosen(texts: Sequence[str], batch: int | None = None, quick: bool = False) -> list[Work]:
    """The works that are meant by names, `name:1x2x3`, and sets. Raises BenchmarkError for anything else."""
    names = [name for text in texts for name in SETS.get(text, (text,))]
    if quick:
        return [
            WORKS[name](*WORKS[name].quick) for name in dict.fromkeys(str(_work(n)).partition(":")[0] for n in names)
        ]
    return [_work(name) if batch is None or ":" in name else _work(name).with_batch(batch) for name in names]


def _work(text: str) -> Work:
    try:
        return parsed(text)
    except ValueError as error:
        raise BenchmarkError(
            str(error),
            where=Location("command line", 0, text),
            hint=f"one of {', '.join([*SETS, *WORKS])}, or name:1x2x3 with sizes; autograph bench --list tells them",
        ) from error


def _or_blind(device: str) -> str:
    return "" if device == HOST else f", or finds no {device}"


def _sees(name: str) -> bool:
    """Whether a peer finds a GPU: autograph has told already what is missing."""
    method = peers.PEERS[name].method
    return method == "autograph" or sees_gpu(method)


def _peers(names: Sequence[str] | None, device: str) -> list[str]:
    there = [name for name in peers.installed() if device == HOST or _sees(name)]
    if names is None:
        return there
    for name in names:
        if name not in there:
            known = name in peers.PEERS
            raise BenchmarkError(
                f"the peer {name} is not installed{_or_blind(device)}" if known else f"there is no peer {name!r}",
                where=Location("command line", 0, f"--peers {name}"),
                hint=f"pip install {peers.PEERS[name].needs}" if known else f"one of {', '.join(peers.PEERS)}",
            )
    return list(names)


def listing() -> str:
    """The works with their sizes, and the sets."""
    lines = ["works, and their sizes:"]
    for name, kind in WORKS.items():
        sizes = ", ".join(f"{size} {value}" for size, value in kind.sizes.items())
        lines += [f"  {name:<18} {sizes}", f"  {'':<18} {_first_line(kind)}"]
    for name, members in SETS.items():
        lines += [f"set {name}: {', '.join(members)}"]
    lines.append(f"instead of works: {', '.join(STARTS)}; the former may be followed by works")
    return "\n".join(lines)


def _first_line(kind: Callable[..., object]) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]
