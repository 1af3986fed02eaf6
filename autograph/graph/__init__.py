"""IR 1: the graph."""

from autograph.graph.node import Node, TensorType, node
from autograph.graph.op import REGISTRY, Op, Sample
from autograph.graph.text import graph_text
from autograph.graph.walk import depends_on, rewrite, substitute, topological, users

__all__ = [
    "REGISTRY",
    "Node",
    "Op",
    "Sample",
    "TensorType",
    "depends_on",
    "graph_text",
    "node",
    "rewrite",
    "substitute",
    "topological",
    "users",
]
