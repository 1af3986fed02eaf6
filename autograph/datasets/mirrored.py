"""MNIST and Fashion-MNIST, which come from mirrors: four IDX files of the same names and shapes each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from autograph import config
from autograph.data import ArrayDataset
from autograph.datasets.idx import digest, is_packed, parse, stored, unpacked, wrong_content
from autograph.datasets.images import image_dataset
from autograph.errors import DataError

#: Bytes of the largest file when unpacked; no compressed one is larger.
LARGEST = 47_040_016


@dataclass(frozen=True)
class Source:
    """One of the data sets: what it is called, where its files may be, and by which digests they are known."""

    title: str
    folder: str
    #: Whether the files may lie in the data folder itself too, without a folder of their own.
    alone: bool
    mirrors: tuple[str, ...]
    #: SHA-256 by the name of the unpacked file.
    sha256: Mapping[str, str]
    #: Whether the digests are those of the .gz files as they are published, not of what they hold.
    of_packed: bool
    #: Mean and standard deviation of the pixels of the training images, scaled to [0, 1].
    mean: float
    std: float


MNIST = Source(
    title="MNIST",
    folder="mnist",
    alone=True,
    mirrors=(
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ),
    sha256={
        "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    },
    of_packed=False,
    mean=0.1307,
    std=0.3081,
)
FASHION_MNIST = Source(
    title="Fashion-MNIST",
    folder="fashion_mnist",
    alone=False,
    mirrors=(
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
    ),
    sha256={
        "train-images-idx3-ubyte": "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        "train-labels-idx1-ubyte": "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        "t10k-images-idx3-ubyte": "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        "t10k-labels-idx1-ubyte": "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    },
    of_packed=True,
    mean=0.2860,
    std=0.3530,
)


def mnist(normalize: bool = True) -> tuple[ArrayDataset, ArrayDataset]:
    """MNIST as (train, test): images float32 [N, 1, 28, 28] and labels int64 [N], N = 60,000 and 10,000.

    Pixels are scaled to [0, 1] and, with `normalize`, standardised: `(x - 0.1307) / 0.3081`.
    The four IDX files, plain or .gz, are taken from `config.data_dir` or its `mnist/` subfolder, where missing ones
    are downloaded to; their content is checked by SHA-256 each time.
    Raises DataError for a file with other content, and where no mirror gives a missing one.
    """
    return _load(MNIST, normalize)


def fashion_mnist(normalize: bool = True) -> tuple[ArrayDataset, ArrayDataset]:
    """Fashion-MNIST (arXiv:1708.07747), ten kinds of clothes in the form of `mnist`: (train, test).

    Images float32 [N, 1, 28, 28] and labels int64 [N], N = 60,000 and 10,000: 0 T-shirt/top, 1 trouser, 2 pullover,
    3 dress, 4 coat, 5 sandal, 6 shirt, 7 sneaker, 8 bag, 9 ankle boot. Pixels are scaled to [0, 1] and, with
    `normalize`, standardised: `(x - 0.2860) / 0.3530`. The four IDX files are taken from `fashion_mnist/` in
    `config.data_dir`, where missing ones are downloaded to. A .gz is checked by SHA-256 each time; of a plain file,
    for which no digest is published, the shape is.
    Raises DataError for a file with other content, and where no mirror gives a missing one.
    """
    return _load(FASHION_MNIST, normalize)


def scaled(source: Source, pixels: NDArray[Any], labels: NDArray[Any], normalize: bool) -> ArrayDataset:
    """Bytes [N, 28, 28] and labels [N] as a data set, scaled as `mnist` and `fashion_mnist` say."""
    mean, std = ([source.mean], [source.std]) if normalize else (None, None)
    return image_dataset(pixels, labels, brightest=255, mean=mean, std=std)


def _load(source: Source, normalize: bool) -> tuple[ArrayDataset, ArrayDataset]:
    train_images, train_labels, test_images, test_labels = (_read(source, name) for name in source.sha256)
    train = scaled(source, train_images, train_labels, normalize)
    return train, scaled(source, test_images, test_labels, normalize)


def _read(source: Source, name: str) -> NDArray[Any]:
    path = _locate(source, name)
    content = stored(path)
    raw = unpacked(content, path)
    checked = content if source.of_packed else raw
    if (is_packed(content) or not source.of_packed) and digest(checked) != source.sha256[name]:
        raise wrong_content(path, digest(checked), source.sha256[name])
    array = parse(raw, str(path))
    samples = 60_000 if name.startswith("train") else 10_000
    expected = (samples, 28, 28) if "images" in name else (samples,)
    if array.shape != expected:
        raise DataError(
            f"{path}: {list(array.shape)} numbers, {source.title} has {list(expected)}",
            hint="delete or rename this file, then load the data set again",
        )
    return array


def _locate(source: Source, name: str) -> Path:
    folder = config.data_dir / source.folder
    for path in ([config.data_dir / name] if source.alone else []) + [folder / name]:
        for candidate in (path, path.with_name(f"{name}.gz")):
            if candidate.is_file():
                return candidate
    from autograph.datasets.download import download  # brings urllib, which is slow to import

    hint = (
        f"place {', '.join(source.sha256)} (plain or .gz) in {folder}, or set AUTOGRAPH_DATA_DIR to a folder that has "
        f"{'them' if source.alone else f'them in {source.folder}/'}; datasets.mnist_small() needs no network"
    )
    urls = [f"{mirror}{name}.gz" for mirror in source.mirrors]
    return download(urls, folder / f"{name}.gz", source.sha256[name], LARGEST, hint, packed=source.of_packed)
