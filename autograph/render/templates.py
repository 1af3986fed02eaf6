"""The one Jinja environment. Templates decide nothing: they get finished text and lists."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from autograph.errors import Location, TraceError

if TYPE_CHECKING:
    import jinja2

_PACKAGE = Path(__file__).resolve().parent.parent


@functools.cache
def folder() -> Path:
    """Where the templates lie: inside the package when installed, beside it in a checkout."""
    for candidate in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if (candidate / "c").is_dir():
            return candidate
    raise TraceError(
        f"the templates are missing: neither {_PACKAGE / 'templates'} nor {_PACKAGE.parent / 'templates'} exists",
        where=Location(__file__, 0, ""),
        hint="reinstall autograph; the wheel carries its templates",
    )


@functools.cache
def environment() -> jinja2.Environment:
    """The environment, made when something is rendered for the first time: a warm process renders nothing."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder()),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # the output is C, not HTML
    )


@functools.cache
def digest(name: str) -> str:
    """SHA-256 of all templates of a back end: part of every kernel's key, since they are part of its source."""
    total = hashlib.sha256()
    for path in sorted((folder() / name).iterdir()):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()
