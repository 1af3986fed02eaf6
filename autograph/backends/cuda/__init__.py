"""The CUDA back end: words (`spelling`), threads (`axes`), compiling (`build`), what is kept of it (`kept`), GPUs
(`gpu`, `runtime`), their memory (`memory`, `arrays`), running (`device`, `timing`)."""

from autograph.backends.cuda.arrays import DeviceArray, borrowed, put, stream, wait_for_others
from autograph.backends.cuda.build import functions, launcher_text, program, source_file
from autograph.backends.cuda.device import IN_HOST_MEMORY, Program, ready
from autograph.backends.cuda.kept import identity, loaded
from autograph.backends.cuda.memory import check, devices
from autograph.backends.cuda.runtime import obstacle, why_not
from autograph.backends.cuda.spelling import Cuda
from autograph.backends.cuda.targets import target
from autograph.backends.cuda.timing import timed

LANGUAGE = Cuda()

__all__ = [
    "IN_HOST_MEMORY",
    "LANGUAGE",
    "DeviceArray",
    "Program",
    "borrowed",
    "check",
    "devices",
    "functions",
    "identity",
    "launcher_text",
    "loaded",
    "obstacle",
    "program",
    "put",
    "ready",
    "source_file",
    "stream",
    "target",
    "timed",
    "wait_for_others",
    "why_not",
]
