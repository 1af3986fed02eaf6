"""Fashion-MNIST and CIFAR-10 from files that were placed by hand; small ones stand in for the real ones."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import io
import struct
import tarfile

import numpy as np
import pytest

from autograph import config, datasets
from autograph.datasets import cifar, mirrored
from autograph.errors import DataError

SHAPES = {
    "train-images-idx3-ubyte": (60_000, 28, 28),
    "train-labels-idx1-ubyte": (60_000,),
    "t10k-images-idx3-ubyte": (10_000, 28, 28),
    "t10k-labels-idx1-ubyte": (10_000,),
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "data_dir", tmp_path)
    return tmp_path


def sha256(raw):
    return hashlib.sha256(raw).hexdigest()


def idx(shape):
    """An IDX file of the number 51."""
    return struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape) + b"\x33" * int(np.prod(shape))


@pytest.fixture
def fashion(folder, monkeypatch):
    """The four files, two of them packed, and the digests of packed ones as the published ones."""
    packed = {name: gzip.compress(idx(shape), 1, mtime=0) for name, shape in SHAPES.items()}
    digests = {name: sha256(content) for name, content in packed.items()}
    monkeypatch.setattr(mirrored, "FASHION_MNIST", dataclasses.replace(mirrored.FASHION_MNIST, sha256=digests))
    (folder / "fashion_mnist").mkdir()
    for name, content in packed.items():
        if name.startswith("train"):
            (folder / "fashion_mnist" / f"{name}.gz").write_bytes(content)
        else:
            (folder / "fashion_mnist" / name).write_bytes(gzip.decompress(content))
    return folder / "fashion_mnist"


def test_fashion_mnist_takes_packed_and_plain_files(fashion):
    train, test = datasets.fashion_mnist()
    assert repr(train) == "ArrayDataset(float32[60000, 1, 28, 28], int64[60000])"
    assert repr(test) == "ArrayDataset(float32[10000, 1, 28, 28], int64[10000])"
    assert train.arrays[0][0, 0, 0, 0] == test.arrays[0].max() == pytest.approx((0.2 - 0.2860) / 0.3530)


def test_fashion_mnist_refuses_other_files(fashion):
    (fashion / "t10k-images-idx3-ubyte").write_bytes(idx((5, 28, 28)))
    with pytest.raises(DataError, match=r"\[5, 28, 28\] numbers, Fashion-MNIST has \[10000, 28, 28\]"):
        datasets.fashion_mnist()
    (fashion / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(idx((60_000,)), 9, mtime=0))
    with pytest.raises(DataError, match="train-labels-idx1-ubyte.gz: the content is not the expected one: sha256"):
        datasets.fashion_mnist()


def test_files_of_mnist_in_the_data_folder_are_not_taken_for_fashion_mnist(fashion, folder, monkeypatch):
    for path in fashion.iterdir():
        path.rename(folder / path.name)
    monkeypatch.setattr(mirrored, "FASHION_MNIST", dataclasses.replace(mirrored.FASHION_MNIST, mirrors=()))
    with pytest.raises(DataError, match="could not download train-images-idx3-ubyte.gz"):
        datasets.fashion_mnist()


@pytest.fixture
def batches(monkeypatch):
    """Six files of two records each: label i, and i everywhere in red, 2 i in green, 3 i in blue."""
    files = {}
    for number, name in enumerate(cifar.SHA256):
        records = [bytes([i]) + b"".join(bytes([i * c]) * 1024 for c in (1, 2, 3)) for i in (number, number + 1)]
        files[name] = b"".join(records)
    monkeypatch.setattr(cifar, "SHA256", {name: sha256(raw) for name, raw in files.items()})
    return files


def archive(path, files):
    path.parent.mkdir(exist_ok=True)
    with tarfile.open(path, "w:gz") as tar:
        for name, raw in {"readme.html": b"text", **files}.items():
            member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}")
            member.size = len(raw)
            tar.addfile(member, io.BytesIO(raw))


@pytest.mark.parametrize("place", [".", "cifar10"])
@pytest.mark.parametrize("packed", [True, False])
def test_cifar10_takes_the_archive_and_the_folder(folder, batches, place, packed):
    if packed:
        archive(folder / place / "cifar-10-binary.tar.gz", batches)
    else:
        (folder / place / "cifar-10-batches-bin").mkdir(parents=True)
        for name, raw in batches.items():
            (folder / place / "cifar-10-batches-bin" / name).write_bytes(raw)
    train, test = datasets.cifar10(normalize=False)
    assert repr(train) == "ArrayDataset(float32[10, 3, 32, 32], int64[10])"
    assert train.arrays[1].tolist() == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5] and test.arrays[1].tolist() == [5, 6]
    assert np.array_equal(test.arrays[0][1] * 255, np.broadcast_to([[[6]], [[12]], [[18]]], (3, 32, 32)))
    blue = datasets.cifar10()[1].arrays[0][1, 2]
    assert blue == pytest.approx((18 / 255 - 0.4465) / 0.2616)


def test_cifar10_refuses_other_content(folder, batches):
    inside = folder / "cifar-10-batches-bin"
    inside.mkdir()
    for name, raw in batches.items():
        (inside / name).write_bytes(raw)
    (inside / "data_batch_3.bin").write_bytes(bytes(3073))
    with pytest.raises(DataError, match="data_batch_3.bin: the content is not the expected one: sha256"):
        datasets.cifar10()
    (inside / "data_batch_3.bin").unlink()
    with pytest.raises(DataError, match="data_batch_3.bin: No such file"):
        datasets.cifar10()


def test_cifar10_refuses_archives_that_are_not_whole(folder, batches):
    path = folder / "cifar-10-binary.tar.gz"
    archive(path, {name: raw for name, raw in batches.items() if name != "test_batch.bin"})
    with pytest.raises(DataError, match="cifar-10-binary.tar.gz has no test_batch.bin"):
        datasets.cifar10()
    archive(path, {**batches, "data_batch_1.bin": bytes(3073)})
    with pytest.raises(DataError, match="data_batch_1.bin: the content is not the expected one"):
        datasets.cifar10()
    archive(path, batches)
    whole = path.read_bytes()
    for content in (whole[:-30], whole[:40], b"", b"no archive"):
        path.write_bytes(content)
        with pytest.raises(DataError, match="cifar-10-binary.tar.gz"):
            datasets.cifar10()
