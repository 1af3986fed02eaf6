"""The data sets inside the package: no network, no configuration. `files/README.md` tells where they are from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograph.data import ArrayDataset
from autograph.datasets.idx import digest, read_idx, unpack, wrong_content
from autograph.datasets.images import image_dataset
from autograph.datasets.mirrored import MNIST, scaled

FILES = Path(__file__).parent / "files"

#: SHA-256 of the unpacked bytes.
SHA256 = {
    "mnist_small-train-images-idx3-ubyte.gz": "2889698e6bc3614913e76901316712919d1998fc2b44512451bfe65bc1e668b1",
    "mnist_small-train-labels-idx1-ubyte.gz": "651e38e2ac0632f5113ec18f1df4977117f953197819034009971a6675a0df78",
    "mnist_small-t10k-images-idx3-ubyte.gz": "3f6bd66dee48df299584c67669bceee490faa25f931496bd7473b42106d7daed",
    "mnist_small-t10k-labels-idx1-ubyte.gz": "7b098e5f6a3065807cebeabf36fb1724a8aff19f2673ac08b4923e0e8c715bce",
    "digits-images-idx3-ubyte.gz": "359cd13f0f514122884198b78a131df597421cbf5e93a76678fa96fc548f0d96",
    "digits-labels-idx1-ubyte.gz": "ce71631c1f31ce56fa54f31d1d498fafacff59b001e6c30c4a5e29508aa277ad",
    "iris.csv": "9cc1c345c71bcc9b486b74cbf6063fa66f4bb5e0f603a4b3c3471ec2e5e8e355",
    "shakespeare.txt.bz2": "29c0fd5dc23b4de8da92594f96b8d2349c2d9b6ff29a77186d85d820e8945284",
}
DIGITS_TEST = 297
SPECIES = ("setosa", "versicolor", "virginica")


def mnist_small(normalize: bool = True) -> tuple[ArrayDataset, ArrayDataset]:
    """The first 10,000 training and first 2,000 test images of MNIST, from the package: (train, test).

    Images float32 [N, 1, 28, 28] and labels int64 [N], scaled as by `mnist`.
    """
    train_images, train_labels = _idx("mnist_small-train-images-idx3"), _idx("mnist_small-train-labels-idx1")
    test_images, test_labels = _idx("mnist_small-t10k-images-idx3"), _idx("mnist_small-t10k-labels-idx1")
    train = scaled(MNIST, train_images, train_labels, normalize)
    return train, scaled(MNIST, test_images, test_labels, normalize)


def digits() -> tuple[ArrayDataset, ArrayDataset]:
    """1,797 hand-written digits of the UCI repository, from the package: (train, test), the last 297 are test.

    Images float32 [N, 1, 8, 8] with values in [0, 1], labels int64 [N].
    """
    images, labels = _idx("digits-images-idx3"), _idx("digits-labels-idx1")
    train = image_dataset(images[:-DIGITS_TEST], labels[:-DIGITS_TEST], brightest=16)
    return train, image_dataset(images[-DIGITS_TEST:], labels[-DIGITS_TEST:], brightest=16)


def iris() -> tuple[ArrayDataset, ArrayDataset]:
    """Fisher's 150 iris flowers (1936), from the package: (train, test), every fifth flower is test.

    Features float32 [N, 4], length and width of sepal and petal in centimetres, and labels int64 [N], N = 120 and 30:
    0 setosa, 1 versicolor, 2 virginica, equally many of each in both.
    """
    rows = [line.split(",") for line in _text("iris.csv").splitlines()[1:]]
    features = np.array([row[:4] for row in rows], dtype=np.float32)
    labels = np.array([SPECIES.index(row[4]) for row in rows], dtype=np.int64)
    test = np.arange(len(rows)) % 5 == 4
    return ArrayDataset(features[~test], labels[~test]), ArrayDataset(features[test], labels[test])


def shakespeare() -> str:
    """A million characters of Shakespeare's plays, 65 different ones, from the package: the usual text for language
    models of characters. Its parts are speeches, each after the name of who speaks."""
    return _text("shakespeare.txt.bz2")


def _idx(stem: str) -> NDArray[Any]:
    name = f"{stem}-ubyte.gz"
    return read_idx(FILES / name, SHA256[name])


def _text(name: str) -> str:
    path = FILES / name
    raw = unpack(path)
    if path.suffix == ".bz2":
        from bz2 import decompress  # not every Python has it, and only this needs it

        raw = decompress(raw)
    if digest(raw) != SHA256[name]:
        raise wrong_content(path, digest(raw), SHA256[name])
    return raw.decode("ascii")
