"""Layers."""

from autograph.nn.layers.activation import Elu, Gelu, LeakyRelu, Relu, Sigmoid, Silu, Softmax, Tanh
from autograph.nn.layers.attention import MultiHeadAttention
from autograph.nn.layers.container import Flatten, Identity, Sequential
from autograph.nn.layers.convolution import Conv1d, Conv2d, ConvTranspose2d
from autograph.nn.layers.dropout import Dropout
from autograph.nn.layers.embedding import Embedding
from autograph.nn.layers.linear import Dense
from autograph.nn.layers.normalization import BatchNorm1d, BatchNorm2d, GroupNorm, LayerNorm, RMSNorm
from autograph.nn.layers.pooling import AvgPool2d, GlobalAvgPool, MaxPool2d
from autograph.nn.layers.recurrent import GRU, LSTM, RNN, GRUCell, LSTMCell, RNNCell

__all__ = [
    "GRU",
    "LSTM",
    "RNN",
    "AvgPool2d",
    "BatchNorm1d",
    "BatchNorm2d",
    "Conv1d",
    "Conv2d",
    "ConvTranspose2d",
    "Dense",
    "Dropout",
    "Elu",
    "Embedding",
    "Flatten",
    "GRUCell",
    "Gelu",
    "GlobalAvgPool",
    "GroupNorm",
    "Identity",
    "LSTMCell",
    "LayerNorm",
    "LeakyRelu",
    "MaxPool2d",
    "MultiHeadAttention",
    "RMSNorm",
    "RNNCell",
    "Relu",
    "Sequential",
    "Sigmoid",
    "Silu",
    "Softmax",
    "Tanh",
]
