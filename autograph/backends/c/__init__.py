"""The C back end: words (`spelling`), loops (`axes`), compiling and loading (`build`), running (`device`, `timing`)."""

from autograph.backends.c.build import functions, identity, loaded, program, source_file
from autograph.backends.c.device import Program, target
from autograph.backends.c.spelling import C
from autograph.backends.c.timing import timed

LANGUAGE = C()

__all__ = ["LANGUAGE", "Program", "functions", "identity", "loaded", "program", "source_file", "target", "timed"]
