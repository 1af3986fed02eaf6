"""Every work there is, by name."""

from __future__ import annotations

from autograph.bench.work import Work
from autograph.bench.works import contractions, embedding, gpt, lenet5, mlp, mobilenet, recurrent, resnet20, rows, unet

WORKS: dict[str, type[Work]] = {
    kind.name: kind
    for kind in (
        lenet5.Train,
        lenet5.Infer,
        mlp.Train,
        gpt.Train,
        resnet20.Train,
        recurrent.Dynamic,
        mlp.Infer,
        rows.GeluChain,
        rows.LayerNormSoftmax,
        contractions.Matmul,
        contractions.Convolution,
        contractions.ConvolutionGradients,
        recurrent.LSTM,
        mobilenet.Train,
        unet.Train,
        embedding.Train,
        rows.Attention,
    )
}

#: What autograph is judged by, and what it is not tuned to.
SETS: dict[str, tuple[str, ...]] = {
    "usual": (
        "lenet5_train",
        "lenet5_infer",
        "mlp_train",
        "gpt_train",
        "resnet20_train",
        "rnn_dynamic",
        "mlp_infer_b1",
        "gelu_chain",
        "layernorm_softmax",
        "matmul",
        "matmul:1024x1024x1024",
        "matmul:100x256x128",
        "matmul:97x61x33",
        "matmul:1x1024x1024",
        "conv",
        "conv:32x3x64x64x7x2",
        "convgrad",
        "convgrad:100x1x28x6x5",
    ),
    "lenet5": ("lenet5_train", "lenet5_infer"),
    "more": (
        "lenet5_train:37",
        "lenet5_train:1",
        "mlp_train:37",
        "lstm_train",
        "mobilenet_train",
        "unet_train",
        "embedding_train",
        "attention",
        "matmul:1023x1025x513",
        "matmul:97x1013x61",
        "conv:37x61x29x67x3",
        "conv:32x64x28x128x1",
        "conv:32x64x28x64x3x1x64",
        "convgrad:16x32x28x32x3x2x32",
    ),
}


def parsed(text: str) -> Work:
    """The work that `name` or `name:1x2x3` asks for. Raises ValueError with a reason."""
    name, colon, sizes = text.partition(":")
    if name not in WORKS:
        raise ValueError(f"there is no work {name!r}")
    kind = WORKS[name]
    given = sizes.split("x") if colon else []
    if not all(size.isdigit() and int(size) for size in given) or len(given) > len(kind.sizes):
        raise ValueError(f"{text!r}: the sizes of {name} are {'x'.join(kind.sizes)}, some of the first, as numbers")
    return kind(*map(int, given))
