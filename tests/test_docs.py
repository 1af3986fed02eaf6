"""The documents are held to what they say: their Python runs, their C is generated, their paths are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")
HOUSE_PATH = re.compile(r"`((?:autograph|templates|generated|tests|examples|benchmarks|docs)/[\w./-]*)`")


def blocks(document: Path, language: str) -> Iterator[tuple[int, str]]:
    """(line of the first line, text) of each fenced block in that language."""
    text = document.read_text(encoding="utf-8")
    for fence in FENCE.finditer(text):
        if fence[1] == language:
            yield text.count("\n", 0, fence.start(2)) + 1, fence[2]


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.compiler
def test_the_python_of_the_readme_runs() -> None:
    found = list(blocks(README, "python"))
    assert found
    namespace: dict[str, Any] = {"__name__": "readme"}
    for line, text in found:
        # The blank lines in front make a line number in an error message one of the README's.
        exec(compile("\n" * (line - 1) + text, str(README), "exec"), namespace)
    assert float(namespace["loss"]) < 1.0


def test_the_c_of_the_readme_is_generated() -> None:
    found = list(blocks(README, "c"))
    assert found, "the README shows no generated C"
    generated = [folded(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "generated").rglob("*.c"))]
    for line, text in found:
        assert any(folded(text) in file for file in generated), f"README.md:{line}: in no file of generated/"


@pytest.mark.parametrize("document", [README, ARCHITECTURE], ids=lambda path: path.name)
def test_the_links_and_paths_of_a_document_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [target for target in LINK.findall(text) if not (document.parent / target).exists()]
    missing += [path for path in HOUSE_PATH.findall(text) if not (ROOT / path).exists()]
    assert missing == []


def test_the_readme_is_finished() -> None:
    left = re.findall(r"<!-- (?!test-command|/test-command).*? -->", README.read_text(encoding="utf-8"))
    assert left == [], "places that still wait to be filled"
