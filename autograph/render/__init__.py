"""Kernel → page of finished text → source. The back end's `Language` knows the words, its templates the layout."""

from autograph.render.printer import Printer
from autograph.render.source import Language, Source, render
from autograph.render.templates import environment

__all__ = ["Language", "Printer", "Source", "environment", "render"]
