"""Source to artifact: compilers, the store their output lives in, and loading it."""

from autograph.toolchain.cache import Cache, default_cache, digest
from autograph.toolchain.compilers import Compiler, find_c_compiler
from autograph.toolchain.entry import Entry, Stored
from autograph.toolchain.library import load_library
from autograph.toolchain.nvcc import find_nvcc
from autograph.toolchain.processor import Processor, processor

__all__ = [
    "Cache",
    "Compiler",
    "Entry",
    "Processor",
    "Stored",
    "default_cache",
    "digest",
    "find_c_compiler",
    "find_nvcc",
    "load_library",
    "processor",
]
