"""CIFAR-10 in its binary form: records of a label and the pixels of a red, a green and a blue plane."""

from __future__ import annotations

import tarfile
import zlib
from pathlib import Path

import numpy as np

from autograph import config
from autograph.data import ArrayDataset
from autograph.datasets.idx import digest, stored, wrong_content
from autograph.datasets.images import image_dataset
from autograph.errors import DataError

#: Mean and standard deviation of each channel of the training images, scaled to [0, 1].
MEAN, STD = (0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616)
FOLDER, ARCHIVE, EXTRACTED = "cifar10", "cifar-10-binary.tar.gz", "cifar-10-batches-bin"
MIRRORS = (
    "https://www.cs.toronto.edu/~kriz/",
    "https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/",
)
ARCHIVE_SHA256 = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"
#: Bytes of the archive: 170,052,171.
LARGEST = 170_052_171
#: SHA-256 of the files in it, the last of which is the test set.
SHA256 = {
    "data_batch_1.bin": "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
    "data_batch_2.bin": "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
    "data_batch_3.bin": "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
    "data_batch_4.bin": "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
    "data_batch_5.bin": "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
    "test_batch.bin": "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
}
RECORD = 1 + 3 * 32 * 32


def cifar10(normalize: bool = True) -> tuple[ArrayDataset, ArrayDataset]:
    """CIFAR-10 (A. Krizhevsky, 2009) as (train, test): images float32 [N, 3, 32, 32] and labels int64 [N].

    N = 50,000 and 10,000; 0.7 GB of memory. The labels: 0 airplane, 1 automobile, 2 bird, 3 cat, 4 deer, 5 dog,
    6 frog, 7 horse, 8 ship, 9 truck. Pixels are scaled to [0, 1] and, with `normalize`, standardised by channel:
    `(x - (0.4914, 0.4822, 0.4465)) / (0.2470, 0.2435, 0.2616)`.
    `cifar-10-binary.tar.gz`, or the folder `cifar-10-batches-bin` that it holds, is taken from `config.data_dir` or
    its `cifar10/` subfolder, where the archive is downloaded to if there is neither (170 MB). The files are checked
    by SHA-256 each time. Raises DataError for other content, and where no mirror gives the archive.
    """
    files = _files()
    *train, test = SHA256
    return _dataset([files[name] for name in train], normalize), _dataset([files[test]], normalize)


def _dataset(files: list[bytes], normalize: bool) -> ArrayDataset:
    records = np.concatenate([np.frombuffer(raw, np.uint8).reshape(-1, RECORD) for raw in files])
    pixels = records[:, 1:].reshape(-1, 3, 32, 32)
    mean, std = (MEAN, STD) if normalize else (None, None)
    return image_dataset(pixels, records[:, 0], brightest=255, mean=mean, std=std)


def _files() -> dict[str, bytes]:
    """The content of the six files, by name."""
    places = (config.data_dir, config.data_dir / FOLDER)
    for place in places:
        if (place / EXTRACTED).is_dir():
            paths = {name: place / EXTRACTED / name for name in SHA256}
            return {name: _checked(stored(path), path, name) for name, path in paths.items()}
    archive = next((place / ARCHIVE for place in places if (place / ARCHIVE).is_file()), None)
    return _from_archive(archive or _download(config.data_dir / FOLDER / ARCHIVE))


def _checked(raw: bytes, path: Path, name: str) -> bytes:
    if digest(raw) != SHA256[name]:
        raise wrong_content(path, digest(raw), SHA256[name])
    return raw


def _from_archive(path: Path) -> dict[str, bytes]:
    files = {}
    try:
        with tarfile.open(path, "r|gz") as archive:
            for member in archive:
                name = Path(member.name).name
                content = archive.extractfile(member) if name in SHA256 else None
                if content is not None:
                    files[name] = _checked(content.read(), path / name, name)
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise DataError(
            f"{path}: not a whole archive: {error}", hint="delete this file, then load the data set again"
        ) from error
    absent = [name for name in SHA256 if name not in files]
    if absent:
        raise DataError(f"{path} has no {absent[0]}", hint="delete this file, then load the data set again")
    return files


def _download(target: Path) -> Path:
    from autograph.datasets.download import download  # brings urllib, which is slow to import

    hint = (
        f"place {ARCHIVE} or the folder {EXTRACTED} in {target.parent}, or set AUTOGRAPH_DATA_DIR to a folder that has "
        "it; datasets.mnist_small() and datasets.digits() need no network"
    )
    urls = [f"{mirror}{ARCHIVE}" for mirror in MIRRORS]
    return download(urls, target, ARCHIVE_SHA256, LARGEST, hint, packed=True)
