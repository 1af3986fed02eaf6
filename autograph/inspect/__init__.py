"""Everything that shows what was compiled. All of it looks on: no state, no statistics, no trace tree changes."""

from autograph.inspect.explanation import End, Event, Explanation, Path
from autograph.inspect.memory import Block, MemoryView, memory_of
from autograph.inspect.profile import KernelTime, Profile, profile_of
from autograph.inspect.program import KernelView, graph_of, kernels_of, source_of

__all__ = [
    "Block",
    "End",
    "Event",
    "Explanation",
    "KernelTime",
    "KernelView",
    "MemoryView",
    "Path",
    "Profile",
    "graph_of",
    "kernels_of",
    "memory_of",
    "profile_of",
    "source_of",
]
