"""Functions of neural networks, with PyTorch's names and arguments."""

from autograph.nn.functional.activation import (
    elu,
    gelu,
    leaky_relu,
    log_softmax,
    relu,
    sigmoid,
    silu,
    softmax,
    softplus,
    tanh,
)
from autograph.nn.functional.attention import scaled_dot_product_attention
from autograph.nn.functional.classification import cross_entropy, nll_loss
from autograph.nn.functional.convolution import conv1d, conv2d, conv_transpose2d
from autograph.nn.functional.dropout import dropout
from autograph.nn.functional.embedding import embedding, one_hot
from autograph.nn.functional.linear import linear
from autograph.nn.functional.loss import (
    binary_cross_entropy_with_logits,
    huber_loss,
    kl_div,
    l1_loss,
    mse_loss,
    smooth_l1_loss,
)
from autograph.nn.functional.normalization import batch_norm, group_norm, layer_norm, normalize, rms_norm
from autograph.nn.functional.padding import pad
from autograph.nn.functional.pooling import adaptive_avg_pool2d, avg_pool2d, global_avg_pool, max_pool2d

__all__ = [
    "adaptive_avg_pool2d",
    "avg_pool2d",
    "batch_norm",
    "binary_cross_entropy_with_logits",
    "conv1d",
    "conv2d",
    "conv_transpose2d",
    "cross_entropy",
    "dropout",
    "elu",
    "embedding",
    "gelu",
    "global_avg_pool",
    "group_norm",
    "huber_loss",
    "kl_div",
    "l1_loss",
    "layer_norm",
    "leaky_relu",
    "linear",
    "log_softmax",
    "max_pool2d",
    "mse_loss",
    "nll_loss",
    "normalize",
    "one_hot",
    "pad",
    "relu",
    "rms_norm",
    "scaled_dot_product_attention",
    "sigmoid",
    "silu",
    "smooth_l1_loss",
    "softmax",
    "softplus",
    "tanh",
]
