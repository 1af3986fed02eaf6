"""IR 1: the graph."""

from autograph.graph.node import Node, TensorType, node
from autograph.graph.op import REGISTRY, Op, Sample
from autograph.graph.text import graph_text
from autograph.graph.walk import Lines, attribute, depends_on, rewrite, substitute, topological, users

__all__ = [
    "REGISTRY",
    "Lines",
    "Node",
    "Op",
    "Sample",
    "TensorType",
    "attribute",
    "depends_on",
    "graph_text",
    "node",
    "rewrite",
    "substitute",
    "topological",
    "users",
]
