"""The CUDA back end: words (`spelling`), threads (`axes`), programs (`build`), the device (`device`)."""

from autograph.backends.cuda.build import functions, identity, launcher, loaded, program, source_file
from autograph.backends.cuda.device import Program, target, timed, why_not
from autograph.backends.cuda.spelling import Cuda

LANGUAGE = Cuda()

__all__ = [
    "LANGUAGE",
    "Program",
    "functions",
    "identity",
    "launcher",
    "loaded",
    "program",
    "source_file",
    "target",
    "timed",
    "why_not",
]
