"""The data sets inside the package: no network, no configuration. `files/README.md` tells where they are from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from autograph.data import ArrayDataset
from autograph.datasets.idx import read_idx
from autograph.datasets.images import image_dataset
from autograph.datasets.mirrored import mnist_dataset

FILES = Path(__file__).parent / "files"

#: SHA-256 of the unpacked bytes.
SHA256 = {
    "mnist_small-train-images-idx3-ubyte": "2889698e6bc3614913e76901316712919d1998fc2b44512451bfe65bc1e668b1",
    "mnist_small-train-labels-idx1-ubyte": "651e38e2ac0632f5113ec18f1df4977117f953197819034009971a6675a0df78",
    "mnist_small-t10k-images-idx3-ubyte": "3f6bd66dee48df299584c67669bceee490faa25f931496bd7473b42106d7daed",
    "mnist_small-t10k-labels-idx1-ubyte": "7b098e5f6a3065807cebeabf36fb1724a8aff19f2673ac08b4923e0e8c715bce",
    "digits-images-idx3-ubyte": "359cd13f0f514122884198b78a131df597421cbf5e93a76678fa96fc548f0d96",
    "digits-labels-idx1-ubyte": "ce71631c1f31ce56fa54f31d1d498fafacff59b001e6c30c4a5e29508aa277ad",
}
DIGITS_TEST = 297


def mnist_small(normalize: bool = True) -> tuple[ArrayDataset, ArrayDataset]:
    """The first 10,000 training and first 2,000 test images of MNIST, from the package: (train, test).

    Images float32 [N, 1, 28, 28] and labels int64 [N], scaled as by `mnist`.
    """
    train = mnist_dataset(
        _packaged("mnist_small-train-images-idx3"), _packaged("mnist_small-train-labels-idx1"), normalize
    )
    test = mnist_dataset(
        _packaged("mnist_small-t10k-images-idx3"), _packaged("mnist_small-t10k-labels-idx1"), normalize
    )
    return train, test


def digits() -> tuple[ArrayDataset, ArrayDataset]:
    """1,797 hand-written digits of the UCI repository, from the package: (train, test), the last 297 are test.

    Images float32 [N, 1, 8, 8] with values in [0, 1], labels int64 [N].
    """
    images, labels = _packaged("digits-images-idx3"), _packaged("digits-labels-idx1")
    train = image_dataset(images[:-DIGITS_TEST], labels[:-DIGITS_TEST], brightest=16)
    test = image_dataset(images[-DIGITS_TEST:], labels[-DIGITS_TEST:], brightest=16)
    return train, test


def _packaged(stem: str) -> NDArray[Any]:
    name = f"{stem}-ubyte"
    return read_idx(FILES / f"{name}.gz", SHA256[name])
