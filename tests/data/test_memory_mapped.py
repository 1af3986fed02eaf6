"""Arrays that stay in their files: what is read, how much of it, and which files are refused."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograph.data import ArrayDataset, Loader, MemoryMapped
from autograph.errors import DataError

DTYPES = st.sampled_from(["?", "u1", "i2", ">i4", "i8", "f2", "f4", ">f8"])


@pytest.fixture
def images():
    return np.random.default_rng(0).integers(256, size=(10, 2, 3), dtype=np.uint8)


@pytest.fixture
def npz(tmp_path, images):
    path = tmp_path / "set.npz"
    np.savez(path, images=images, labels=np.arange(10))
    return path


def test_npy(tmp_path, images):
    np.save(tmp_path / "images.npy", images)
    dataset = MemoryMapped(tmp_path / "images.npy")
    assert isinstance(dataset, ArrayDataset) and dataset.names == ("images",) and len(dataset) == 10
    assert np.array_equal(dataset[np.array([3, 1])][0], images[[3, 1]])
    assert repr(dataset) == "MemoryMapped(images: uint8[10, 2, 3])"


def test_a_dict_of_npy(tmp_path, images):
    np.save(tmp_path / "x.npy", images)
    np.save(tmp_path / "y.npy", np.arange(10))
    dataset = MemoryMapped({"images": tmp_path / "x.npy", "labels": str(tmp_path / "y.npy")})
    assert dataset.names == ("images", "labels")
    image, label = dataset[4]
    assert np.array_equal(image, images[4]) and label == 4


def test_npz_and_a_choice_of_its_arrays(npz, images):
    assert MemoryMapped(npz).names == ("images", "labels")
    dataset = MemoryMapped(npz, names=["labels", "images"])
    labels, pixels = dataset[np.array([7, 0])]
    assert labels.tolist() == [7, 0] and np.array_equal(pixels, images[[7, 0]])


@given(
    stored=st.tuples(DTYPES, st.booleans()).flatmap(
        lambda kind: arrays.arrays(kind[0], arrays.array_shapes(min_side=0)).map(
            lambda array: np.asfortranarray(array) if kind[1] else array
        )
    ),
    zipped=st.booleans(),
)
def test_any_array_is_the_one_numpy_loads(tmp_path_factory, stored, zipped):
    path = tmp_path_factory.mktemp("array") / ("a.npz" if zipped else "a.npy")
    if zipped:
        np.savez(path, before=np.zeros(len(stored), "u1"), it=stored)
    else:
        np.save(path, stored)
    mapped = MemoryMapped(path).arrays[-1]
    assert mapped.dtype == stored.dtype and mapped.shape == stored.shape and mapped.tobytes() == stored.tobytes()
    assert not stored.size or not mapped.flags.writeable


@pytest.mark.parametrize("prefetch", [0, 2])
def test_a_loader_reads_it_like_arrays_in_memory(npz, images, prefetch):
    def halved(batch):
        return batch[0].astype(np.float32) / 2, batch[1]

    mapped = Loader(MemoryMapped(npz), 4, shuffle=True, seed=1, prefetch=prefetch, transform=halved)
    memory = Loader(ArrayDataset(images, np.arange(10)), 4, shuffle=True, seed=1, transform=halved)
    for one, other in zip(mapped, memory, strict=True):
        assert all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in zip(one, other, strict=True))


LARGE = """
import resource, sys
import numpy as np
from autograph.data import Loader, MemoryMapped
dataset = MemoryMapped(sys.argv[1])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
batches = iter(Loader(dataset, 8, shuffle=True, seed=0))
total = sum(float(np.asarray(next(batches)[0]).sum()) for _ in range(4))
print(len(dataset), total, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_of_sixteen_gigabytes_a_batch_reads_its_own_rows(tmp_path):
    path = tmp_path / "large.npy"  # its zeros take no space on the disk
    np.lib.format.open_memmap(path, "w+", np.float32, (1 << 16, 1 << 16))
    command = [sys.executable, "-c", LARGE, str(path)]
    length, total, megabytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert (length, total) == ("65536", "0.0")
    assert int(megabytes) < 200  # 4 batches of 2 MB, mapped and copied, and what the kernel reads ahead


def test_compressed_members_are_refused_with_the_way_out(tmp_path, images):
    path = tmp_path / "packed.npz"
    np.savez_compressed(path, images=images)
    with pytest.raises(DataError, match=r"images.npy is compressed, and a part .*\n.*\n  try: .*numpy.savez instead"):
        MemoryMapped(path)


@pytest.mark.parametrize("kept", [0, 5, 50, 130, -1])
@pytest.mark.parametrize("name", ["set.npy", "set.npz"])
def test_files_cut_short_are_refused(tmp_path, images, name, kept):
    path = tmp_path / name
    (np.savez if name.endswith("z") else np.save)(path, images)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(DataError, match="not a whole .npz file|not a .npy file|numbers make .* bytes, the file has"):
        MemoryMapped(path)


def test_what_is_no_array_file_is_refused(tmp_path):
    (tmp_path / "text.npy").write_text("not an array, but long enough to be one")
    with pytest.raises(DataError, match="text.npy: not a .npy file: the magic string is not correct"):
        MemoryMapped(tmp_path / "text.npy")
    with pytest.raises(DataError, match="cannot read .*absent.npy: No such file"):
        MemoryMapped(tmp_path / "absent.npy")
    with pytest.raises(DataError, match="absent.npz: not a whole .npz file: .*No such file"):
        MemoryMapped(tmp_path / "absent.npz")
    np.save(tmp_path / "words.npy", np.array(["one", "two"]))
    with pytest.raises(DataError, match="an array of dtype <U3 is not data for tensors"):
        MemoryMapped(tmp_path / "words.npy")
    np.save(tmp_path / "objects.npy", np.array([None]), allow_pickle=True)
    with pytest.raises(DataError, match="an array of dtype object is not data for tensors"):
        MemoryMapped(tmp_path / "objects.npy")


def test_arrays_that_do_not_fit_are_refused(tmp_path, npz):
    with pytest.raises(DataError, match="set.npz has no array 'weights'\n.*\n  try: it has images, labels"):
        MemoryMapped(npz, names=["images", "weights"])
    np.savez(tmp_path / "uneven.npz", images=np.zeros((3, 2)), labels=np.zeros(4))
    with pytest.raises(DataError, match=r"MemoryMapped: the arrays differ in length: shapes \[3, 2\], \[4\]"):
        MemoryMapped(tmp_path / "uneven.npz")
