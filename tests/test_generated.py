"""generated/: it is what is generated now, every file of it compiles, and every program means what it says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from autograph import config, errors, golden
from autograph.backends import FOLDERS
from autograph.frontend import Compiled
from autograph.toolchain import find_c_compiler, find_nvcc

ROOT = Path(__file__).resolve().parent.parent
NAMES = [p.name for p in golden.programs()]
#: The CUDA files that nvcc compiles in a quick run: together they meet every template.
QUICK = {"one_hot_lookup", "row_normalization"}


def test_the_generated_files_are_up_to_date() -> None:
    found = golden.differences()
    assert found == [], "\n".join([*found, f"if that is meant: {golden.COMMAND}, and read the diff"])


def test_the_programs_have_names_of_their_own() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 15


@pytest.mark.parametrize("kind", FOLDERS.values())
def test_the_text_is_the_same_each_time(kind: str) -> None:
    assert golden.texts(kind) == golden.texts(kind)


@pytest.mark.parametrize("kind", FOLDERS.values())
def test_each_file_says_how_it_was_made_and_over_each_kernel_what_asked_for_it(kind: str) -> None:
    for path in sorted((ROOT / "generated" / kind).iterdir()):
        rows = path.read_text(encoding="utf-8").splitlines()
        assert rows[0] == f"// {path.stem}, of generated/programs.py; this file was written by: {golden.COMMAND}"
        assert "// The graph, as it was recorded:" in rows and "// The steps that compute it:" in rows
        kernels = [k for k, row in enumerate(rows) if row.startswith(("void ", "__global__ ")) and "(" in row]
        assert kernels and all(rows[k - 1].startswith("// programs.py:") for k in kernels), path.name


@pytest.mark.compiler
@pytest.mark.parametrize("name", NAMES)
def test_the_c_compiles_without_a_warning(name: str, tmp_path: Path) -> None:
    # -O0: warnings of the front end are what is looked for, and it is five times as quick.
    flags = ["-Wall", "-Wextra", "-Werror", "-O0"]
    find_c_compiler().compile_only(ROOT / "generated" / "c" / f"{name}.c", tmp_path / "out.o", extra=flags)


@pytest.mark.nvcc
@pytest.mark.parametrize("name", [n if n in QUICK else pytest.param(n, marks=pytest.mark.slow) for n in NAMES])
def test_the_cuda_compiles_without_a_warning(name: str, tmp_path: Path) -> None:
    source = ROOT / "generated" / "cuda" / f"{name}.cu"
    find_nvcc().compile_only(source, tmp_path / "out.o", extra=["--Werror", "all-warnings"])


@pytest.mark.compiler
@pytest.mark.parametrize("name", NAMES)
def test_the_program_equals_the_interpreter(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = next(p for p in golden.programs() if p.name == name)
    results = {}
    for mode in ("compile", "interpret"):
        monkeypatch.setattr(config, "mode", mode)
        result = Compiled(program.function)(*program.arguments())
        results[mode] = [t.numpy() for t in (result if isinstance(result, tuple) else (result,))]
    for made, expected in zip(results["compile"], results["interpret"]):
        assert (made.shape, made.dtype) == (expected.shape, expected.dtype)
        if expected.dtype.kind != "f":
            assert np.array_equal(made, expected)
            continue
        tolerance = 1e-11 if expected.dtype == np.float64 else 2e-5
        # Adam's first step is lr · sign(g): where g is rounding alone its sign is, too.
        tolerance = 2.5e-3 if "adam" in name else tolerance
        np.testing.assert_allclose(made, expected, rtol=tolerance, atol=tolerance * max(1.0, np.abs(expected).max()))


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of golden files that may be damaged: two small programs, up to date."""
    chosen = tuple(p for p in golden.programs() if p.name in ("broadcast", "movement"))
    (tmp_path / "programs.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(golden, "_ROOT", tmp_path)
    monkeypatch.setattr(golden, "programs", lambda: chosen)
    golden.update()
    return tmp_path


def test_differences_are_told_and_mended(copied: Path) -> None:
    assert golden.differences() == []
    text = (copied / "c" / "movement.c").read_text(encoding="utf-8")
    (copied / "c" / "movement.c").write_text(text.replace("n0 * 65", "n0 * 66"), encoding="utf-8")
    (copied / "c" / "broadcast.c").unlink()
    (copied / "c" / "gone.c").write_text("int x;\n", encoding="utf-8")
    found = golden.differences()
    assert found[0] == "generated/c/broadcast.c: it is missing"
    assert found[1] == "generated/c/gone.c: no program makes it any more"
    assert found[2].startswith("generated/c/movement.c: line ") and "n0 * 66" in found[2] and "n0 * 65" in found[2]
    assert golden.update() == found
    assert golden.differences() == []
    assert not (copied / "c" / "gone.c").exists()


def test_a_file_that_only_ends_otherwise_differs(copied: Path) -> None:
    path = copied / "c" / "broadcast.c"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    assert golden.differences() == ["generated/c/broadcast.c: the ends of lines differ"]


def test_without_a_checkout_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(golden, "_ROOT", tmp_path)
    with pytest.raises(errors.ArgumentError, match="golden programs are not there(.|\n)*try: run this in a checkout"):
        golden.folder()


def test_an_unknown_folder_says_which_there_are() -> None:
    with pytest.raises(errors.ArgumentError, match="there is no back end 'fortran'(.|\n)*try: one of c, cuda"):
        golden.texts("fortran")
