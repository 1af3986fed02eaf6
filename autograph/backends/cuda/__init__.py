"""The CUDA back end: words (`spelling`), threads (`axes`), programs (`build`), the device (`device`)."""

from autograph.backends.cuda.build import functions, identity, launcher, loaded, program, source_file
from autograph.backends.cuda.device import IN_HOST_MEMORY, Program, check, devices, put, ready, target, timed, why_not
from autograph.backends.cuda.spelling import Cuda

LANGUAGE = Cuda()

__all__ = [
    "IN_HOST_MEMORY",
    "LANGUAGE",
    "Program",
    "check",
    "devices",
    "functions",
    "identity",
    "launcher",
    "loaded",
    "program",
    "put",
    "ready",
    "source_file",
    "target",
    "timed",
    "why_not",
]
