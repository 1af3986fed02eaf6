"""The rules of the house that a machine can check: docs/architecture.md says why they are there."""

from __future__ import annotations

import ast
import functools
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import jinja2.nodes as jn
import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "autograph"
TEMPLATES = ROOT / "templates"
TWINS = ("c", "cuda")

# A module imports what stands before it, never what stands after. "autograph" is the public face, __init__.py.
ORDER = (
    "errors elsewhere config dtypes locks loans graph kernel ops autodiff passes schedule lower render toolchain "
    "backends plans tuning pipeline inspect frontend testing random nn optim progress data datasets io golden "
    "autograph bench cli __main__"
).split()
STRANGERS = [("graph", "kernel"), ("backends.c", "backends.cuda")]
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc", "core"}
BACKEND_NAME = re.compile(r"\b(cuda|nvcc|gcc|openmp|omp)\b", re.IGNORECASE)
KNOWS_BACKENDS = {"backends", "toolchain", "cli", "__main__", "config", "elsewhere"}
MAX_LINES = 350


@functools.cache
def modules() -> dict[str, Path]:
    """Dotted name below the package -> file; the face is `autograph`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        found[".".join(parts) or "autograph"] = path
    return found


def unit(module: str) -> str:
    return module.split(".")[0]


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What a module imports of this package, wherever it stands: lazily and for type checking too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            if name.split(".")[0] == "autograph":
                yield resolve(name), node.lineno


def resolve(name: str) -> str:
    """`autograph.graph.node.Node` -> `graph.node`: the longest part of the name that is a module."""
    parts = name.split(".")[1:]
    known = modules()
    while len(parts) > 1 and ".".join(parts) not in known:
        parts.pop()
    return ".".join(parts) if parts and (parts[0] in known or parts[0] in ORDER) else "autograph"


def sources() -> Iterator[tuple[str, Path, ast.Module]]:
    for module, path in modules().items():
        yield module, path, ast.parse(path.read_text(encoding="utf-8"), str(path))


def within(module: str, folder: str) -> bool:
    return module == folder or module.startswith(folder + ".")


def test_every_module_has_its_place_in_the_order() -> None:
    assert {unit(module) for module in modules()} - set(ORDER) == set(), "give it a place in ORDER"


def test_every_place_in_the_order_is_taken() -> None:
    assert set(ORDER) - {unit(module) for module in modules()} == set(), "a stage of the design is missing"


def test_imports_point_one_way() -> None:
    upward = [
        f"{path.relative_to(ROOT)}:{line}: {module} imports {target}"
        for module, path, tree in sources()
        for target, line in imports(tree)
        if ORDER.index(unit(target)) > ORDER.index(unit(module))
    ]
    assert upward == []


def test_imports_are_found_wherever_they_stand() -> None:
    planted = "if TYPE_CHECKING:\n import autograph\ndef f():\n from autograph import errors\n import numpy\n"
    assert sorted(imports(ast.parse(planted))) == [("autograph", 2), ("errors", 4)]


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_strangers_do_not_import_each_other(one: str, other: str) -> None:
    assert any(within(m, one) for m in modules()) and any(within(m, other) for m in modules()), "nothing to check"
    met = [
        f"{path.relative_to(ROOT)}:{line}: imports {target}"
        for module, path, tree in sources()
        for target, line in imports(tree)
        if (within(module, one) and within(target, other)) or (within(module, other) and within(target, one))
    ]
    assert met == []


def docstrings(tree: ast.Module) -> set[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, owners)]
    first = [body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)]
    return {id(node) for node in first if isinstance(node, ast.Constant)}


def backend_words(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """String literals and imports that name a backend; docstrings may."""
    spoken = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            if BACKEND_NAME.search(node.value):
                yield repr(node.value), node.lineno
    for target, line in imports(tree):
        if target.count(".") and within(target, "backends") and target.split(".")[1] in TWINS:
            yield target, line


def test_backends_are_named_only_where_they_live() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for module, path, tree in sources()
        if unit(module) not in KNOWS_BACKENDS
        for word, line in backend_words(tree)
    ]
    assert named == []


def test_backend_words_are_found() -> None:
    planted = '"""cuda, spoken of"""\ndef f(backend):\n    return backend == "cuda" or "needs OpenMP" in backend\n'
    assert [word for word, _ in backend_words(ast.parse(planted))] == ["'cuda'", "'needs OpenMP'"]


def test_no_module_is_named_after_nothing() -> None:
    named = [str(p.relative_to(ROOT)) for p in modules().values() if {p.stem, p.parent.name} & FORBIDDEN_NAMES]
    assert named == []


def test_files_are_short() -> None:
    folders = ("autograph", "templates", "tests", "examples", "benchmarks")
    files = [p for folder in folders for p in (ROOT / folder).rglob("*") if p.suffix in {".py", ".jinja", ".j2"}]
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in files}
    assert {name: n for name, n in lengths.items() if n > MAX_LINES} == {}


def broad_handlers(tree: ast.AST) -> list[int]:
    """Lines of `except:`, `except Exception` and `except BaseException` that do not raise again."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        names = {"" if name is None else ast.unparse(name) for name in caught}
        reraises = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
        if names & {"", "Exception"} or ("BaseException" in names and not reraises):
            found.append(node.lineno)
    return found


def test_no_handler_catches_everything() -> None:
    found = [f"{path.relative_to(ROOT)}:{line}" for _, path, tree in sources() for line in broad_handlers(tree)]
    assert found == []


def test_broad_handlers_are_found() -> None:
    planted = ["except:\n pass", "except Exception as e:\n raise", "except (KeyError, Exception):\n pass"]
    planted += ["except BaseException:\n pass"]
    assert [broad_handlers(ast.parse(f"try:\n pass\n{text}")) for text in planted] == [[3]] * 4
    cleaning = "try:\n pass\nexcept BaseException:\n close()\n raise"
    assert broad_handlers(ast.parse(cleaning)) == []


def test_each_pass_is_one_file_and_one_function() -> None:
    passes = importlib.import_module("autograph.passes").PASSES
    files = {path.stem: path for path in (PACKAGE / "passes").glob("*.py") if path.stem != "__init__"}
    assert files, "autograph/passes holds no pass"
    for stem, path in files.items():
        body = ast.parse(path.read_text(encoding="utf-8")).body
        public = [n.name for n in body if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and not n.name.startswith("_")]
        assert public == [stem], f"{path.name} should have one public function, {stem}"
    assert {function.__name__ for function in passes} == set(files)


@pytest.mark.parametrize("backend", TWINS)
def test_each_backend_spells_the_whole_vocabulary(backend: str) -> None:
    vocabulary = set(importlib.import_module("autograph.kernel.vocabulary").VOCABULARY)
    spelled = set(importlib.import_module(f"autograph.backends.{backend}.spelling").FUNCTIONS)
    assert vocabulary, "the vocabulary is empty"
    assert vocabulary - spelled == set(), "not spelled"
    assert spelled - vocabulary == set(), "spelled, but not in the vocabulary"


# Templates: text, holes, loops over finished lists, macros. Everything else is a decision that belongs to the compiler.
TEXT_NODES = (jn.Template, jn.Output, jn.TemplateData, jn.Name, jn.Getattr, jn.Const, jn.Keyword, jn.Tuple)
SKELETON_NODES = (jn.For, jn.Import, jn.FromImport, jn.Macro, jn.Call, jn.CallBlock, jn.Filter)
TEXT_FILTERS = {"join", "indent"}


def logic(text: str) -> list[str]:
    """What a template decides: an empty list for a template of the house."""
    tree = jinja2.Environment().parse(text)
    macros = {node.name for node in tree.find_all(jn.Macro)} | {"caller"}
    for node in tree.find_all(jn.FromImport):
        macros |= {name if isinstance(name, str) else name[1] for name in node.names}
    imported = {node.target for node in tree.find_all(jn.Import)}
    return [f"line {node.lineno}: {why}" for node in walk(tree) if (why := decision(node, macros, imported))]


def walk(node: jn.Node) -> Iterator[jn.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from walk(child)


def decision(node: jn.Node, macros: set[str], imported: set[str]) -> str | None:
    if isinstance(node, jn.For) and (node.test or node.else_ or node.recursive):
        return "a loop with a condition"
    if isinstance(node, jn.Filter) and node.name not in TEXT_FILTERS:
        return f"filter {node.name}"
    if isinstance(node, jn.Name) and node.name == "loop":
        return "a loop's counter"
    if isinstance(node, jn.Call) and not calls_macro(node.node, macros, imported):
        return "a call of something that is no macro"
    return None if isinstance(node, (*TEXT_NODES, *SKELETON_NODES)) else type(node).__name__


def calls_macro(target: jn.Node, macros: set[str], imported: set[str]) -> bool:
    if isinstance(target, jn.Getattr):
        return isinstance(target.node, jn.Name) and target.node.name in imported
    return isinstance(target, jn.Name) and target.name in macros


def template_files(folder: str) -> list[Path]:
    return sorted(path for path in (TEMPLATES / folder).rglob("*") if path.is_file())


@pytest.mark.parametrize("folder", (*TWINS, "team"))
def test_templates_decide_nothing(folder: str) -> None:
    files = template_files(folder)
    assert files, f"templates/{folder} is empty"
    found = {str(p.relative_to(ROOT)): logic(p.read_text(encoding="utf-8")) for p in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_template_folders_are_twins() -> None:
    one, other = ({path.name.split(".")[0] for path in template_files(folder)} for folder in TWINS)
    assert one and other == one | {"multiply", "block", "copy"}, "CUDA alone has tensor cores and blocks of threads"


@pytest.mark.parametrize(
    "text",
    [
        "{% if page.parallel %}#pragma omp{% endif %}",
        "{% set n = 3 %}",
        "{{ a if b else c }}",
        "{{ n + 1 }}",
        "{{ a ~ b }}",
        "{{ a == b }}",
        "{{ not a }}",
        "{{ a and b }}",
        "{{ a is defined }}",
        "{{ items[0] }}",
        "{{ items | length }}",
        "{{ name | default('x') }}",
        "{{ name.upper() }}",
        "{{ range(3) }}",
        "{% for x in range(3) %}{% endfor %}",
        "{% for x in xs if x.wide %}{% endfor %}",
        "{% for x in xs %}{% else %}none{% endfor %}",
        "{% for x in xs %}{{ loop.index }}{% endfor %}",
        "{% filter upper %}x{% endfilter %}",
        "{% extends 'page.jinja' %}",
        "{% import 'loop.jinja' as loops %}{{ loops.nest.body() }}",
        "{% macro f(n) %}{{ n * 2 }}{% endmacro %}",
    ],
)
def test_a_template_that_decides_is_rejected(text: str) -> None:
    assert logic(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "void {{ kernel.name }}(void) {",
        "{% for name, type in parameters %}{{ type }} {{ name }};{% endfor %}",
        "{{ lines | join('\n') | indent(4) }}",
        "{% macro nest(k) %}{{ k.body }}{% endmacro %}{{ nest(kernel) }}",
        "{% import 'nest.c.jinja' as nest %}{{ nest.loops(kernel, indent=4) }}",
        "{% from 'nest.c.jinja' import loops as open %}{{ open(kernel) }}",
        "{% macro block() %}{ {{ caller() }} }{% endmacro %}{% call block() %}x{% endcall %}",
        "{# a comment says why #}text",
    ],
)
def test_a_template_of_the_house_is_accepted(text: str) -> None:
    assert logic(text) == []
