"""The data sets that are too large for the package and come from mirrors: MNIST."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from autograph import config
from autograph.data import ArrayDataset
from autograph.datasets.idx import read_idx
from autograph.datasets.images import image_dataset

#: Mean and standard deviation of the pixels of the training images, scaled to [0, 1].
MEAN, STD = 0.1307, 0.3081
MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
#: SHA-256 of the unpacked bytes.
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
#: Bytes of the largest file when unpacked; no compressed one is larger.
LARGEST = 47_040_016


def mnist(normalize: bool = True) -> tuple[ArrayDataset, ArrayDataset]:
    """MNIST as (train, test): images float32 [N, 1, 28, 28] and labels int64 [N], N = 60,000 and 10,000.

    Pixels are scaled to [0, 1] and, with `normalize`, standardised: `(x - 0.1307) / 0.3081`.
    The four IDX files, plain or .gz, are taken from `config.data_dir` or its `mnist/` subfolder, where missing ones
    are downloaded to; their content is checked by SHA-256 each time.
    Raises DataError for a file with other content, and where no mirror gives a missing one.
    """
    arrays = [read_idx(_locate(name), sha256) for name, sha256 in SHA256.items()]
    return mnist_dataset(arrays[0], arrays[1], normalize), mnist_dataset(arrays[2], arrays[3], normalize)


def mnist_dataset(pixels: NDArray[Any], labels: NDArray[Any], normalize: bool) -> ArrayDataset:
    """Bytes [N, 28, 28] and labels [N], scaled as `mnist` says."""
    mean, std = (MEAN, STD) if normalize else (0.0, 1.0)
    return image_dataset(pixels, labels, brightest=255, mean=mean, std=std)


def _locate(name: str) -> Path:
    folder = config.data_dir / "mnist"
    for path in (config.data_dir / name, folder / name):
        for candidate in (path, path.with_name(f"{name}.gz")):
            if candidate.is_file():
                return candidate
    from autograph.datasets.download import download  # brings urllib, which is slow to import

    hint = (
        f"place {', '.join(SHA256)} (plain or .gz) in {folder}, or set AUTOGRAPH_DATA_DIR to a folder that has them; "
        "datasets.mnist_small() needs no network"
    )
    urls = [f"{mirror}{name}.gz" for mirror in MIRRORS]
    return download(urls, folder / f"{name}.gz", SHA256[name], LARGEST, hint)
