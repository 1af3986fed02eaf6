"""A wheel holds what runs, and finds it: templates, packaged data, types, licences, the command."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("setup.py", "pyproject.toml", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "autograph", "templates")


def why_not() -> str | None:
    if importlib.util.find_spec("pip") is None or importlib.util.find_spec("setuptools") is None:
        return "needs pip and setuptools"
    version = metadata.version("setuptools")
    return f"setuptools {version} is older than 77" if int(version.split(".")[0]) < 77 else None


pytestmark = pytest.mark.skipif(why_not() is not None, reason=why_not() or "")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without the network and from a copy: a build leaves folders behind."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "-w",
        target,
        ".",
    ]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what installing the wheel would put on the path."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def files(folder: Path, skip: str = "__pycache__") -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and skip not in p.parts}


def test_the_wheel_holds_every_module(installed: Path) -> None:
    assert files(ROOT / "autograph") <= files(installed / "autograph")
    assert "py.typed" in files(installed / "autograph")


def test_the_wheel_holds_every_template(installed: Path) -> None:
    expected = files(ROOT / "templates")
    assert expected, "templates/ is empty"
    assert files(installed / "autograph" / "templates") == expected


def test_the_wheel_holds_the_packaged_data(installed: Path) -> None:
    expected = files(ROOT / "autograph" / "datasets" / "files")
    assert expected, "autograph/datasets/files is empty"
    assert files(installed / "autograph" / "datasets" / "files") == expected


def test_the_wheel_tells_what_it_is(installed: Path) -> None:
    (info,) = installed.glob("autograph-*.dist-info")
    told = (info / "METADATA").read_text(encoding="utf-8")
    version = re.search(r'^__version__ = "(.+)"$', (ROOT / "autograph" / "__init__.py").read_text(), re.MULTILINE)
    assert version is not None and f"\nVersion: {version[1]}\n" in told
    assert "\nLicense-Expression: MIT OR Apache-2.0\n" in told
    assert {"LICENSE-MIT", "LICENSE-APACHE"} <= {path.name for path in (info / "licenses").iterdir()}
    assert "autograph = autograph.cli:main" in (info / "entry_points.txt").read_text(encoding="utf-8")


@pytest.mark.compiler
def test_the_installed_package_compiles_and_runs(installed: Path, tmp_path: Path) -> None:
    """Outside the checkout, so that only the wheel's own templates can be found."""
    program = tmp_path / "program.py"
    program.write_text(
        "import autograph as ag\n"
        f"assert ag.__file__.startswith({str(installed)!r}), ag.__file__\n"
        "double = ag.compile(lambda x: x * 2.0 + 1.0)\n"
        "print(double(ag.asarray([1.0, 2.0])).tolist())\n"
    )
    # A cache of its own: with the session's, a kernel that a test before it made would need no template.
    environment = {**os.environ, "PYTHONPATH": str(installed), "AUTOGRAPH_CACHE_DIR": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, program], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "[3.0, 5.0]\n"
