"""Writes `docs/reference/` from the docstrings of everything public; `--check` only tells what differs.

python docs/reference.py [--check]
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import autograph as ag
from autograph import data, datasets, errors, io, nn, optim, random, testing
from autograph.frontend import functions as array_functions
from autograph.nn import functional, init, metrics
from autograph.optim import schedules

FOLDER = Path(__file__).resolve().parent / "reference"

#: Names in signatures that stand for several types.
WORDS = """\
In signatures `Operand` is a tensor, a NumPy array or a number; `Shape` an int or a sequence of them; `Axes` an int,
several or None for all; `Ints` an int or one for each axis of a window. Texts call two operands x and y."""

#: Classes that nobody makes an instance of by hand, and methods that are there for the package itself.
MADE_ELSEWHERE = (ag.Compiled, ag.Op, ag.Tensor)
INTERNAL = (ag.Compiled.recorded, ag.Op.apply, ag.Op.lower, ag.Op.text)

#: Sections of array functions that are not called as their module is.
TITLES = {"einstein": "Einstein sums", "finding": "Finding positions", "joining": "Joining and splitting"}

WIDTH = 110

Entry = tuple[str, Any]


def main(arguments: list[str]) -> int:
    """The exit status: 1 if `--check` finds a difference."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    pages = {f"{name}.md": page() for name, page in PAGES.items()}
    if arguments:
        wrong = list(differences(pages))
        print(
            "\n".join([*wrong, "write them again: python docs/reference.py"])
            if wrong
            else "docs/reference is as it should be"
        )
        return 1 if wrong else 0
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


def differences(pages: dict[str, str]) -> Iterator[str]:
    """What is not on disk as it should be: a page, and the first entry of it that differs."""
    for path in sorted(FOLDER.glob("*.md")):
        if path.name not in pages:
            yield f"docs/reference/{path.name}: of nothing"
    for name, text in pages.items():
        path = FOLDER / name
        if not path.exists():
            yield f"docs/reference/{name}: missing"
        elif (found := path.read_text(encoding="utf-8")) != text:
            yield f"docs/reference/{name}: {_first_difference(found, text)}"


def _first_difference(found: str, wanted: str) -> str:
    there, should = _entries(found), _entries(wanted)
    different = [name for name in {**should, **there} if there.get(name) != should.get(name)]
    return f"{different[0]} differs" if different else "the order of the entries differs"


def _entries(page: str) -> dict[str, str]:
    """The parts of a page by their headings."""
    parts = re.split(r"^(#+ .*)$", page, flags=re.MULTILINE)
    return {heading.lstrip("# "): text for heading, text in zip(parts[1::2], parts[2::2])}


# -- pages


def _autograph() -> str:
    groups = [m for name, m in sorted(vars(array_functions).items()) if isinstance(m, ModuleType) and _own_names(m)]
    told = {name for m in groups for name in _own_names(m)}
    values = [(n, getattr(ag, n)) for n in ag.__all__]
    dtypes = [n for n, v in values if type(v) is type(ag.float32)]
    rest = [e for e in values if e[0] not in told and e[0] not in dtypes and not isinstance(e[1], ModuleType)]
    parts = [
        _head("autograph", ag, WORDS, f"Dtypes: {_codes(dtypes, 'ag.')}."),
        _section("Tensors", [e for e in rest if _is_tensor(e[1])]),
        _section("Compiling, differentiating, extending", [e for e in rest if not _is_tensor(e[1])]),
    ]
    for module in groups:
        found = [(name, getattr(ag, name)) for name in _own_names(module)]
        constants = [n for n, v in found if not callable(v)]
        name = module.__name__.rpartition(".")[2]
        title = TITLES.get(name, name.replace("_", " ").capitalize())
        lead = f"Constants: {_codes(constants, 'ag.')}." if constants else ""
        parts.append(_section(title, [e for e in found if callable(e[1])], lead))
    return _joined(parts)


def _own_names(module: ModuleType) -> list[str]:
    return sorted(getattr(module, "__all__", ()))


def _is_tensor(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, ag.Tensor)


def _nn() -> str:
    classes = _public(nn)
    losses = [e for e in classes if e[0].endswith("Loss")]
    layers = [e for e in classes if e not in losses and e[0] not in ("Module", "Parameter")]
    return _joined(
        [
            _head("autograph.nn", nn, "Functions without parameters are in [functional](functional.md)."),
            _section("Module", [("Module", nn.Module)]),
            _section("Layers", layers),
            _section("Losses", losses),
            _section("nn.init", _public(init), _text(init)),
            _section("nn.metrics", _public(metrics), _text(metrics)),
        ]
    )


def _optim() -> str:
    return _joined(
        [
            _head("autograph.optim", optim),
            _section("Optimizers and clipping", _public(optim)),
            _section("optim.schedules", _public(schedules), _text(schedules)),
        ]
    )


def _random() -> str:
    drawn = [e for e in _public(random) if e[0] != "Generator"]
    generator = f"### Generator\n\n{_signature('Generator', random.Generator)}\n\n{_text(random.Generator)}"
    methods = f"Its methods are the functions above: {_codes([n for n, _ in drawn])}."
    return _joined([_head("autograph.random", random), _section("Functions", drawn), f"{generator}\n\n{methods}"])


def _errors() -> str:
    classes = [(n, v) for n, v in vars(errors).items() if isinstance(v, type) and issubclass(v, Exception)]
    bases = [
        f"### {name}\n\n{_text(value)}\n\nBases: {_codes([b.__name__ for b in value.__bases__])}."
        for name, value in classes
    ]
    return _joined([_head("autograph.errors", errors), *bases])


def _plain(name: str, module: ModuleType) -> Callable[[], str]:
    return lambda: _joined([_head(f"autograph.{name}", module), _section("", _public(module))])


PAGES: dict[str, Callable[[], str]] = {
    "autograph": _autograph,
    "nn": _nn,
    "functional": lambda: _joined(
        [_head("autograph.nn.functional", functional, WORDS), _section("", _public(functional))]
    ),
    "optim": _optim,
    "data": _plain("data", data),
    "datasets": _plain("datasets", datasets),
    "io": _plain("io", io),
    "random": _random,
    "testing": _plain("testing", testing),
    "errors": _errors,
}


# -- parts of pages


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(name: str, module: ModuleType, *more: str) -> str:
    notice = "<!-- Written by docs/reference.py from the docstrings. -->"
    return _joined([notice, f"# {name}", _text(module), *more]).rstrip("\n")


def _section(title: str, entries: Iterable[Entry], lead: str = "") -> str:
    return _joined([f"## {title}" if title else "", lead, *(_entry(n, v) for n, v in entries)]).rstrip("\n")


def _public(module: ModuleType) -> list[Entry]:
    """What a module offers, by name: its `__all__`, else the functions and classes defined in it."""
    own = [
        n for n, v in vars(module).items() if not n.startswith("_") and getattr(v, "__module__", "") == module.__name__
    ]
    values = [(name, getattr(module, name)) for name in sorted(getattr(module, "__all__", own), key=str.lower)]
    return [(name, value) for name, value in values if not isinstance(value, ModuleType)]


def _entry(name: str, value: Any) -> str:
    if not isinstance(value, type):
        return _joined([f"### {name}", _signature(name, value), _text(value)]).rstrip("\n")
    signature = "" if value in MADE_ELSEWHERE else _signature(name, value)
    return _joined([f"### {name}", signature, _text(value), *_members(value)]).rstrip("\n")


def _members(cls: type) -> list[str]:
    """What a class defines itself: methods and properties with a text, and the names of array functions among them."""
    own = [(n, v) for n, v in vars(cls).items() if not n.startswith("_") and v.__doc__ and v not in INTERNAL]
    same = [n for n, v in own if getattr(v, "__module__", "").startswith(array_functions.__name__)]
    told = [_member(n, v) for n, v in own if n not in same and (callable(v) or isinstance(v, (property, classmethod)))]
    if same:
        told.append(f"Methods that are the functions of `ag` of the same name: {_codes(sorted(same))}.")
    return told


def _member(name: str, value: Any) -> str:
    text = re.sub(r"\n(?=.)", "\n  ", _text(value))
    if isinstance(value, property):
        return f"- `.{name}`: {text}"
    function = value.__func__ if isinstance(value, classmethod) else value
    parameters, result = _parameters(function)
    return f"- `.{name}({', '.join(parameters[1:])}){result}`: {text}"


def _signature(name: str, value: Any) -> str:
    if isinstance(value, type):
        start = inspect.getattr_static(value, "__init__")
        parameters, result = ([] if start is object.__init__ else _parameters(start)[0][1:]), ""
    else:
        parameters, result = _parameters(value)
    line = f"{name}({', '.join(parameters)}){result}"
    if len(line) > WIDTH:
        line = f"{name}(\n" + "".join(f"    {p},\n" for p in parameters) + f"){result}"
    return f"```text\n{line}\n```"


def _parameters(function: Callable[..., Any]) -> tuple[list[str], str]:
    """The parameters, and what is returned, as they are written, but for quotes around types."""
    signature = inspect.signature(function)
    words: list[str] = []
    before: Any = None
    for p in signature.parameters.values():
        if p.kind is p.KEYWORD_ONLY and before not in (p.KEYWORD_ONLY, p.VAR_POSITIONAL):
            words.append("*")
        if before is p.POSITIONAL_ONLY and p.kind is not before:
            words.append("/")
        words.append(_parameter(p))
        before = p.kind
    if before is inspect.Parameter.POSITIONAL_ONLY:
        words.append("/")
    returned = signature.return_annotation
    return words, "" if returned is signature.empty else f" -> {_annotation(returned)}"


def _parameter(p: inspect.Parameter) -> str:
    stars = "*" if p.kind is p.VAR_POSITIONAL else "**" if p.kind is p.VAR_KEYWORD else ""
    if p.annotation is p.empty:
        return f"{stars}{p.name}" if p.default is p.empty else f"{p.name}={p.default!r}"
    value = f" = {p.default!r}" if p.default is not p.empty else ""
    return f"{stars}{p.name}: {_annotation(p.annotation)}{value}"


def _annotation(annotation: Any) -> str:
    return annotation.replace('"', "") if isinstance(annotation, str) else inspect.formatannotation(annotation)


def _codes(names: Iterable[str], before: str = "") -> str:
    return ", ".join(f"`{before}{name}`" for name in names)


def _text(value: Any) -> str:
    """A docstring as Markdown. Everything public has one of its own."""
    text = value.__doc__
    if not text:
        raise SystemExit(f"{getattr(value, '__qualname__', value)} has no docstring")
    blocks = re.split(r"\n\s*\n", inspect.cleandoc(text))
    return "\n\n".join(block if block.startswith("    ") else _escaped(block) for block in blocks)


def _escaped(block: str) -> str:
    """Outside of backticks, what Markdown would take for markup."""
    pieces = re.sub(r"::$", ":", block).split("`")
    return "`".join(re.sub(r"([*<])", r"\\\1", p) if k % 2 == 0 else p for k, p in enumerate(pieces))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
