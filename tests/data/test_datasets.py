"""The data sets themselves: what they hold, and what the reader of their files refuses."""

from __future__ import annotations

import gzip
import os
import struct
from pathlib import Path

import numpy as np
import pytest

from autograph import config, datasets
from autograph.datasets import packaged
from autograph.datasets.idx import read_idx
from autograph.datasets.images import image_dataset
from autograph.datasets.mirrored import MNIST
from autograph.errors import DataError


def idx(array, code=0x08):
    header = struct.pack(f">HBB{array.ndim}I", 0, code, array.ndim, *array.shape)
    return header + array.astype(array.dtype.newbyteorder(">")).tobytes()


@pytest.fixture
def full_mnist(repository, monkeypatch):
    """`config.data_dir` set to a folder that has the four files, wherever this machine keeps them."""
    for folder in (os.environ.get("AUTOGRAPH_DATA_DIR", ""), repository / ".." / "shared" / "data" / "mnist"):
        path = Path(folder)
        if folder and (path / "train-images-idx3-ubyte.gz").is_file():
            monkeypatch.setattr(config, "data_dir", path)
            return path
    pytest.skip("needs the MNIST files: set AUTOGRAPH_DATA_DIR to their folder")


def test_mnist_small_is_mnists_first_images():
    train, test = datasets.mnist_small()
    assert repr(train) == "ArrayDataset(float32[10000, 1, 28, 28], int64[10000])"
    assert repr(test) == "ArrayDataset(float32[2000, 1, 28, 28], int64[2000])"
    assert train.arrays[1][:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert test.arrays[1][:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
    assert train.arrays[0].min() == pytest.approx(-0.1307 / 0.3081)
    assert train.arrays[0].max() == pytest.approx((1 - 0.1307) / 0.3081)


def test_without_normalize_pixels_are_from_0_to_1():
    images, _ = datasets.mnist_small(normalize=False)[0].arrays
    assert images.min() == 0 and images.max() == 1


def test_digits_are_in_the_package():
    train, test = datasets.digits()
    assert repr(train) == "ArrayDataset(float32[1500, 1, 8, 8], int64[1500])"
    assert repr(test) == "ArrayDataset(float32[297, 1, 8, 8], int64[297])"
    assert train.arrays[0].min() == 0 and train.arrays[0].max() == 1
    assert np.bincount(np.concatenate([train.arrays[1], test.arrays[1]])).tolist() == [
        178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
    ]  # fmt: skip


def test_iris_is_in_the_package_in_equal_shares():
    train, test = datasets.iris()
    assert repr(train) == "ArrayDataset(float32[120, 4], int64[120])"
    assert repr(test) == "ArrayDataset(float32[30, 4], int64[30])"
    assert np.bincount(train.arrays[1]).tolist() == [40] * 3 and np.bincount(test.arrays[1]).tolist() == [10] * 3
    features = np.concatenate([train.arrays[0], test.arrays[0]])
    # Means and standard deviations of the columns as R has them: colMeans(iris[1:4]), sapply(iris[1:4], sd).
    assert features.mean(0) == pytest.approx([5.843333, 3.057333, 3.758, 1.199333], rel=1e-5)
    assert features.std(0, ddof=1) == pytest.approx([0.8280661, 0.4358663, 1.7652982, 0.7622377], rel=1e-5)
    assert train.arrays[0][0].tolist() == pytest.approx([5.1, 3.5, 1.4, 0.2])
    assert test.arrays[0][-1].tolist() == pytest.approx([5.9, 3.0, 5.1, 1.8])


def test_shakespeare_is_in_the_package():
    text = datasets.shakespeare()
    assert len(text) == 999_985 and len(set(text)) == 65
    assert text.startswith("First Citizen:\nBefore we proceed any further, hear me speak.\n")
    assert text.endswith("For what reason, I beseech you?\n")


def test_a_damaged_package_is_told(tmp_path, monkeypatch):
    (tmp_path / "iris.csv").write_text("sepal_length\n5.1\n")
    monkeypatch.setattr(packaged, "FILES", tmp_path)
    with pytest.raises(DataError, match="iris.csv: the content is not the expected one: sha256"):
        datasets.iris()
    with pytest.raises(DataError, match="shakespeare.txt.bz2: No such file"):
        datasets.shakespeare()


def test_the_package_stays_small_and_its_readme_names_every_checksum():
    readme = (packaged.FILES / "README.md").read_text(encoding="utf-8")
    for name, sha256 in packaged.SHA256.items():
        assert f"`{name}`" in readme and sha256 in readme
    assert sum(file.stat().st_size for file in packaged.FILES.iterdir()) < 2.5e6


def test_mnist_takes_the_files_of_the_data_dir(full_mnist):
    train, test = datasets.mnist()
    assert repr(train) == "ArrayDataset(float32[60000, 1, 28, 28], int64[60000])"
    assert repr(test) == "ArrayDataset(float32[10000, 1, 28, 28], int64[10000])"
    small, _ = datasets.mnist_small()
    assert np.array_equal(train.arrays[0][:10000], small.arrays[0])
    assert np.array_equal(train.arrays[1][:10000], small.arrays[1])


def test_mnist_takes_plain_files_of_a_subfolder_too(full_mnist, tmp_path, monkeypatch):
    (tmp_path / "mnist").mkdir()
    for name in MNIST.sha256:
        (tmp_path / "mnist" / name).write_bytes(gzip.decompress((full_mnist / f"{name}.gz").read_bytes()))
    monkeypatch.setattr(config, "data_dir", tmp_path)
    assert len(datasets.mnist()[1]) == 10000


def test_mnist_refuses_files_of_another_content(tmp_path, monkeypatch):
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(np.zeros((2, 28, 28), np.uint8)))
    monkeypatch.setattr(config, "data_dir", tmp_path)
    with pytest.raises(DataError, match="train-images-idx3-ubyte: the content is not the expected one") as error:
        datasets.mnist()
    assert "delete or rename this file" in error.value.hint


@pytest.mark.parametrize("dtype, code", [("u1", 8), ("i1", 9), ("i2", 11), ("i4", 12), ("f4", 13), ("f8", 14)])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_idx_of_every_type_is_read(tmp_path, dtype, code, pack):
    array = np.arange(-6, 6).reshape(3, 2, 2).astype(dtype)
    path = tmp_path / "file"
    path.write_bytes(pack(idx(array, code)))
    read = read_idx(path)
    assert read.dtype == np.dtype(dtype) and read.dtype.isnative
    assert np.array_equal(read, array)


@pytest.mark.parametrize(
    "content, message",
    [
        (b"", "not an IDX file: it begins with nothing"),
        (b"\0\0\x08", "not an IDX file: it begins with 00 00 08"),
        (b"PK\x03\x04 and so on", "not an IDX file: it begins with 50 4b 03 04"),
        (b"\0\0\x08\x03\0\0\0\1", "not an IDX file"),
        (b"\0\0\x07\x01\0\0\0\1x", "not an IDX file"),
        (idx(np.zeros((4, 4), np.uint8))[:-1], r"\[4, 4\] numbers make 28 bytes, the file has 27"),
        (idx(np.zeros((4, 4), np.uint8)) + b"x", r"\[4, 4\] numbers make 28 bytes, the file has 29"),
        (b"\0\0\x0e\x03" + b"\xff" * 12, ".* make .* bytes, the file has 16"),
        (gzip.compress(bytes(range(200)))[:-20], "the gzip file is damaged or cut short"),
        (b"\x1f\x8b and so on", "the gzip file is damaged or cut short"),
    ],
)
def test_what_is_no_whole_idx_file_is_refused_with_its_path(tmp_path, content, message):
    path = tmp_path / "broken-idx3-ubyte"
    path.write_bytes(content)
    with pytest.raises(DataError, match=f"broken-idx3-ubyte: {message}.*\n.*\n  try: "):
        read_idx(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(DataError, match="absent: No such file"):
        read_idx(tmp_path / "absent")


def test_pixels_of_each_channel_are_scaled_by_its_own_mean_and_std():
    pixels = np.random.default_rng(0).integers(256, size=(2, 3, 2, 2), dtype=np.uint8)
    images, _ = image_dataset(pixels, np.zeros(2), brightest=255, mean=[0.1, 0.2, 0.3], std=[1, 2, 4]).arrays
    expected = (pixels / 255 - np.reshape([0.1, 0.2, 0.3], (3, 1, 1))) / np.reshape([1, 2, 4], (3, 1, 1))
    assert images.dtype == np.float32 and np.array_equal(images, expected.astype(np.float32))


def test_images_and_labels_that_do_not_belong_together_are_refused():
    with pytest.raises(DataError, match=r"not images with labels: uint8\[3, 2, 2\] and uint8\[4\]"):
        image_dataset(np.zeros((3, 2, 2), np.uint8), np.zeros(4, np.uint8), brightest=255)
