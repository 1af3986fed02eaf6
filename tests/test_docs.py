"""The documents are held to what they say: their Python runs, their C is generated, their paths are there."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import autograph as ag

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCUMENTS = [README, *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]*)(?:#([^):]+))?\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
HOUSE_PATH = re.compile(r"`((?:autograph|templates|generated|tests|examples|benchmarks|docs)/[\w./-]*)`")


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page sets holds for that page."""
    monkeypatch.setattr(ag.config, "cpu_devices", ag.config.cpu_devices)


def blocks(document: Path, language: str) -> Iterator[tuple[int, str]]:
    """(line of the first line, text) of each fenced block in that language."""
    text = document.read_text(encoding="utf-8")
    for fence in FENCE.finditer(text):
        if fence[1] == language:
            yield text.count("\n", 0, fence.start(2)) + 1, fence[2]


def folded(text: str) -> str:
    return " ".join(text.split())


def anchors(document: Path) -> set[str]:
    """What a link may name after #: GitHub's short forms of the headings."""
    text = FENCE.sub("", document.read_text(encoding="utf-8")) if document.exists() else ""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


def python_of(document: Path) -> dict[str, Any]:
    """What the document's Python defines, run from its first block to its last."""
    module = ModuleType(f"document_{document.stem.lower()}")
    sys.modules[module.__name__] = module  # classes ask for the module they are defined in
    namespace = vars(module)
    for line, text in blocks(document, "python"):
        # The blank lines in front make a line number in an error message one of the document's.
        exec(compile("\n" * (line - 1) + text, str(document), "exec"), namespace)
    return namespace


@pytest.mark.compiler
def test_the_python_of_the_readme_runs() -> None:
    assert float(python_of(README)["loss"]) < 1.0


@pytest.mark.compiler
@pytest.mark.parametrize(
    "document", [d for d in DOCUMENTS[1:] if any(blocks(d, "python"))], ids=lambda document: document.stem
)
def test_the_python_of_a_document_runs(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ag.config, "mode", "compile")  # a document may set another
    ag.random.seed(0)
    python_of(document)


def test_the_c_of_the_readme_is_generated() -> None:
    found = list(blocks(README, "c"))
    assert found, "the README shows no generated C"
    generated = [folded(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "generated").rglob("*.c"))]
    for line, text in found:
        assert any(folded(text) in file for file in generated), f"README.md:{line}: in no file of generated/"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_links_and_paths_of_a_document_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = [(document.parent / path if path else document, anchor) for path, anchor in LINK.findall(text)]
    missing = [str(path) for path, _ in targets if not path.exists()]
    missing += [f"{path}#{anchor}" for path, anchor in targets if anchor and anchor not in anchors(path)]
    missing += [path for path in HOUSE_PATH.findall(text) if not (ROOT / path).exists()]
    assert missing == []


def test_the_readme_is_finished() -> None:
    left = re.findall(r"<!-- (?!test-command|/test-command).*? -->", README.read_text(encoding="utf-8"))
    assert left == [], "places that still wait to be filled"


# -- docs/reference, which docs/reference.py writes


def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_docstrings_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert reference().main(["--check"]) == 0, capsys.readouterr().out


def test_a_check_of_the_reference_names_what_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = reference()
    monkeypatch.setattr(module, "FOLDER", tmp_path / "reference")
    assert module.main([]) == 0 and module.main(["--check"]) == 0
    page = tmp_path / "reference" / "io.md"
    page.write_text(page.read_text(encoding="utf-8").replace("The tree in a file", "A tree"), encoding="utf-8")
    (tmp_path / "reference" / "data.md").unlink()
    (tmp_path / "reference" / "old.md").write_text("# old\n", encoding="utf-8")
    capsys.readouterr()
    assert module.main(["--check"]) == 1
    told = capsys.readouterr().out
    for line in ("reference/io.md: load differs", "reference/data.md: missing", "reference/old.md: of nothing"):
        assert f"docs/{line}\n" in told
    assert module.main(["--chek"]) == 2 and "[--check]" in capsys.readouterr().err


def test_the_page_of_errors_has_every_class_and_every_setting() -> None:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    classes = [n for n, v in vars(ag.errors).items() if isinstance(v, type) and issubclass(v, ag.errors.AutographError)]
    source = (ROOT / "autograph" / "config.py").read_text(encoding="utf-8")
    settings = re.findall(r"^#: (AUTOGRAPH_\w+):", source, re.MULTILINE)
    assert len(classes) > 9 and len(settings) > 8
    assert [name for name in classes if f"`{name}`" not in text and name != "AutographError"] == []
    assert [name for name in settings if f"| `{name}` |" not in text] == []
