"""`autograph bench` on tiny sizes: what it tells, writes and refuses. How fast anything is, no test says."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from autograph import config
from autograph.bench import command, peak, peers, result, runner, starts
from autograph.bench.work import Work
from autograph.bench.works import SETS, WORKS, contractions, parsed
from autograph.cli import main
from autograph.errors import BenchmarkError


@pytest.mark.compiler
def test_a_quick_run_tells_and_writes_all_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "new" / "out.json"
    peers = ["--peers", "autograph", "autograph-signature"]
    assert main(["bench", "matmul", "--quick", "--neighbour", *peers, "--json", str(file)]) == 0
    told = capsys.readouterr().out
    assert "GFLOP/s" in told and "matmul:5x7x3  autograph " in told and "slower beside" in told
    record = json.loads(file.read_text(encoding="utf-8"))
    assert {"machine", "peak", "settings", "command", "rows"} == set(record)
    assert record["settings"] == {"threads": config.threads(), "rounds": 1, "seconds": 0.02, "cold": True}
    assert [row["peer"] for row in record["rows"]] == ["autograph", "autograph-signature"]
    for row in record["rows"]:
        assert row["n"] >= 1 and 0 < row["min_us"] <= row["median_us"] and row["first_s"] > 0
        assert row["floor_us"] >= 0 and row["difference"] == 0 and row["beside_us"] > 0
        assert row["gflops"] == pytest.approx(2 * 5 * 7 * 3 / row["min_us"] / 1e3, abs=0.01)
    assert main(["bench", "--read", str(file)]) == 0
    assert "matmul:5x7x3  autograph " in capsys.readouterr().out


@pytest.mark.parametrize("name", list(WORKS))
@pytest.mark.parametrize("library", ["torch", "jax"])
def test_peers_do_the_same_work(name: str, library: str) -> None:
    pytest.importorskip(library)
    kind = WORKS[name]
    work = kind(*kind.quick)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "mode", "interpret")  # what is compared is the works' text, not the kernels
        found = [_results(work, peer, 2) for peer in ("autograph", library)]
    mine, theirs = found
    assert [len(a) for a in mine] == [len(a) for a in theirs]
    for a, b in zip(mine, theirs):
        for x, y in zip(a, b):
            np.testing.assert_allclose(x, y, atol=2e-4 * max(np.abs(y).max(), 1e-3), rtol=0)


def _results(work: Work, peer: str, steps: int) -> list[list[np.ndarray]]:
    kind = peers.PEERS[peer]
    step = getattr(work, kind.method)(work.arrays(), kind.started(1))
    results = [step() for _ in range(steps)]
    return [[np.asarray(a) for a in (r if isinstance(r, (tuple, list)) else [r])] for r in results]


def test_every_set_is_of_works_with_their_sizes() -> None:
    assert len(command.chosen(list(SETS))) == sum(map(len, SETS.values()))
    for name in (n for members in SETS.values() for n in members):
        work = parsed(name)
        assert parsed(str(work)).given == work.given and work.flops() > 0 and work.bytes() > 0


def test_operations_are_counted_by_hand() -> None:
    # [2, 3, 9, 9] with 4 filters of 3×3, stride 2: 5×5 places, each 27 multiply-adds.
    assert parsed("conv:2x3x9x4x3x2").flops() == 2 * 2 * 4 * 25 * 27
    assert parsed("convgrad:2x4x9x4x3x1x4").flops() == 3 * 2 * 2 * 4 * 81 * 9
    assert parsed("matmul:2x3x5").bytes() == 4 * (6 + 15 + 10)
    assert parsed("lenet5_infer:1").flops() == 2 * (6 * 25 * 576 + 16 * 150 * 64 + 256 * 128 + 128 * 84 + 840)


def test_a_batch_is_for_works_that_have_one() -> None:
    names = ["lenet5_train", "matmul", "mlp_infer_b1:2x8"]
    assert [str(w) for w in command.chosen(names, batch=37)] == ["lenet5_train:37", "matmul", "mlp_infer_b1:2x8"]
    assert str(command.chosen(["lenet5_train"], batch=37)[0]) == "lenet5_train:37"


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["bench", *arguments]) == 1
    return capsys.readouterr().err.splitlines()


def test_an_unknown_work_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    what, where, hint = _told(capsys, "lenet")
    assert what == "autograph: there is no work 'lenet'"
    assert where == "  at command line: lenet"
    assert "lenet5_train" in hint and "--list" in hint


@pytest.mark.parametrize("text", ["matmul:1x2x3x4", "matmul:0", "matmul:ax2", "matmul:"])
def test_sizes_that_a_work_does_not_have_are_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    what = _told(capsys, text)[0]
    assert what == f"autograph: {text!r}: the sizes of matmul are rowsxinnerxcolumns, some of the first, as numbers"


def test_unknown_peers_are_refused(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert _told(capsys, "matmul", "--peers", "tensorflow")[0] == "autograph: there is no peer 'tensorflow'"
    monkeypatch.setattr(peers, "installed", lambda: ["autograph"])
    what, _, hint = _told(capsys, "matmul", "--peers", "jax")
    assert (what, hint) == ("autograph: the peer jax is not installed", "  try: pip install jax")


def test_without_a_compiler_nothing_is_timed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(config, "cc", str(tmp_path / "no-such-compiler"))
    assert "no-such-compiler" in _told(capsys, "matmul", "--quick")[0]


def test_a_plot_without_matplotlib_is_refused_at_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    what, where, hint = _told(capsys, "matmul", "--plot", "out.svg")
    assert what == "autograph: a plot needs matplotlib, which does not import"
    assert where == "  at command line: --plot"
    assert "autograph[plot]" in hint


def test_a_file_that_is_no_result_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    what, _, hint = _told(capsys, "--read", str(tmp_path / "x.json"))
    assert what.endswith("x.json holds no times of works: TypeError")
    assert hint == "  try: give files that autograph bench WORK --json wrote"


def test_results_are_joined(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    row = {"work": "conv", "peer": "autograph", "median_us": 3.0}
    for name in ("a", "b"):
        (tmp_path / name).write_text(json.dumps({"machine": {"cpu": name}, "rows": [row | {"work": name}]}))
    both = tmp_path / "both.json"
    assert main(["bench", "--read", str(tmp_path / "a"), str(tmp_path / "b"), "--json", str(both)]) == 0
    assert capsys.readouterr().out.split()[-6:] == ["a", "autograph", "3.0", "b", "autograph", "3.0"]
    whole = json.loads(both.read_text(encoding="utf-8"))
    assert whole["machine"] == {"cpu": "a"} and [r["work"] for r in whole["rows"]] == ["a", "b"]


@pytest.mark.compiler
def test_first_steps_cold_and_warm(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    arguments = ["compile-cache", "mlp_infer_b1:5x8", "--rounds", "1", "--peers", "autograph", "--json", str(file)]
    assert main(["bench", *arguments]) == 0
    assert "other batch s" in capsys.readouterr().out
    (row,) = json.loads(file.read_text(encoding="utf-8"))["rows"]
    assert row["work"] == "mlp_infer_b1:5x8" and row["n"] == 1
    assert 0 < row["warm_s"] < row["process_s"] and row["cold_s"] > 0 and row["other_s"] > 0
    assert main(["bench", "--read", str(file)]) == 1
    assert "holds no times of works: it is of autograph" in capsys.readouterr().err


def test_import_times(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "PEERS", {"autograph": peers.PEERS["autograph"]})
    monkeypatch.setattr("autograph.bench.starts.PEERS", {"autograph": peers.PEERS["autograph"]})
    assert main(["bench", "import-time", "--quick"]) == 0
    told = capsys.readouterr().out
    assert "numpy" in told and "autograph" in told and "median ms" in told


def test_a_module_that_does_not_import_is_told() -> None:
    with pytest.raises(BenchmarkError) as refused:
        starts._import_ms("autograph.no_such_module")
    assert "import autograph.no_such_module failed in a new process: ModuleNotFoundError" in refused.value.what


class _Told(runner.Peer):
    """A peer that has answered, without a process."""

    def __init__(self, name: str, results: list[list[list[float]]]):
        self.name, self.results, self.first_s, self.memory = name, results, 0.5, {}
        self.alone, self.beside = runner.Times(), runner.Times()
        self.alone.add({"n": 3, "min": 10.0, "times": [12.0, 10.0, 30.0]})


def test_losses_that_disagree_are_refused() -> None:
    work = contractions.Matmul(2, 2, 2)
    one = _Told("autograph", [[[2.0, 1.0]], [[1.5]]])
    near, far, other = (_Told("torch", [[[2.0, 1.0]], [[x]]]) for x in (1.5003, 1.51, float("nan")))
    runner.compare(work, [one, near])
    assert runner.difference(near, one) == pytest.approx(0.0003 / 1.5003)
    for peer in (far, other, _Told("torch", [[[2.0, 1.0, 1.0]], [[1.5]]]), _Told("torch", [[[2.0, 1.0]]])):
        with pytest.raises(BenchmarkError) as refused:
            runner.compare(work, [one, peer])
        assert refused.value.what == "matmul:2x2x2: results of torch differ from those of autograph by more than 0.002"
        assert "none of them is timed" in refused.value.hint


@pytest.mark.compiler
def test_a_profile_names_the_works_own_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograph.inspect.profile.SECONDS", 0.01)
    assert main(["bench", "mlp_train:4x8", "mlp_infer_b1:1x8", "--profile", "--threads", "1"]) == 0
    told = capsys.readouterr().out
    assert "mlp_train:4x8: train_step on 1 thread: " in told and "mlp_infer_b1:1x8: MLP on 1 thread: " in told
    assert "mlp.py:" in told and "optimizer.step()" in told


@pytest.mark.compiler
def test_a_process_that_ends_early_is_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "CHILD", Path(__file__))  # defines tests, and ends without an answer
    what, _, hint = _told(capsys, "matmul", "--quick", "--peers", "autograph")
    assert what.startswith("autograph: autograph ended with status")
    assert "--peers" in hint


def test_rows_are_what_the_times_say() -> None:
    work, top = contractions.Matmul(100, 100, 100), peak.Peak(2, gflops=400.0, gbytes=1000.0)
    mine, theirs = _Told("autograph", []), _Told("torch", [])
    theirs.alone.add({"n": 2, "min": 40.0, "times": [40.0, 48.0]})
    theirs.alone.sample = [24.0]
    mine.memory = {"start_bytes": 10_000_000, "peak_bytes": 30_000_000}
    theirs.memory = {"start_bytes": None, "peak_bytes": None}
    first, second = result.rows(work, [mine, theirs], top)
    assert (first["median_us"], first["min_us"], first["n"], first["times"]) == (12.0, 10.0, 3, 1.0)
    assert (first["gflops"], first["gbytes"], first["floor_us"], first["share"]) == (200.0, 12.0, 5.0, 0.5)
    assert (first["memory_mb"], first["peak_mb"]) == (20.0, 30.0)
    assert (second["times"], second["memory_mb"], second["slowdown"], second["n"]) == (2.0, None, None, 5)
    head, one, other = result.table([first, second]).splitlines()
    assert "memory MB" in head and "beside" not in head
    assert one.split()[:4] == ["matmul:100x100x100", "autograph", "12.0", "10.0"] and other.split()[-1] == "-"


def test_a_plot_has_every_work(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from autograph.bench.plot import plot

    rows = [
        {"work": work, "peer": peer, "times": times, "median_us": 10 * times}
        for work in ("matmul:7x7x7", "conv")
        for peer, times in (("autograph", 1.0), ("torch", 250.0))
    ]
    plot(tmp_path / "out.svg", rows, "a processor")
    text = (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert all(f"<!-- {word} -->" in text for word in ("matmul:7x7x7", "conv", "torch", "2.5 ms", "a processor"))


def test_the_list_names_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--list"]) == 0
    told = capsys.readouterr().out
    assert all(f"  {name} " in told for name in WORKS) and all(f"set {name}: " in told for name in SETS)


@pytest.mark.compiler
def test_the_machines_peak_is_measured() -> None:
    found = peak.measure(2, rounds=1000, floats=1 << 12)
    assert found.threads == 2 and found.gflops > 0 and found.gbytes > 0
    assert peak.Peak(1, 3.0, 8.0).best(peak.Peak(1, 5.0, 7.0)) == peak.Peak(1, 5.0, 8.0)
    assert peak.Peak(1, 100.0, 10.0).seconds(1e9, 1e9) == pytest.approx(0.1)
    assert peak.Peak(1, 100.0, 10.0).seconds(1e11, 1e9) == pytest.approx(1.0)
