"""Images in folders: classes, values, sizes, and files that are no images."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from autograph.data import ImageFolder, Loader
from autograph.data import image_folder as module
from autograph.errors import ArgumentError, DataError, RangeError

CAT = np.arange(12, dtype=np.uint8).reshape(2, 6) * 20  # grey: [2, 6]
DOG = np.arange(24, dtype=np.uint8).reshape(3, 2, 4) * 10  # [C, H, W]


@pytest.fixture
def arrays(tmp_path):
    """Two classes of .npy images, which need no decoder."""
    for name, images in {"dog": [DOG, DOG + 1], "cat": [DOG + 2]}.items():
        (tmp_path / name).mkdir()
        for i, image in enumerate(images):
            np.save(tmp_path / name / f"{i}.npy", image)
    return tmp_path


def ppm(image):
    """The bytes of a [3, H, W] image in the simplest format there is."""
    _, height, width = image.shape
    return b"P6 %d %d 255\n" % (width, height) + image.transpose(1, 2, 0).tobytes()


def test_folders_are_the_classes_in_alphabetic_order(arrays):
    dataset = ImageFolder(arrays)
    assert dataset.classes == ["cat", "dog"] and dataset.labels.tolist() == [0, 1, 1]
    assert [path.relative_to(arrays).as_posix() for path in dataset.paths] == ["cat/0.npy", "dog/0.npy", "dog/1.npy"]
    assert repr(dataset) == f"ImageFolder(3 images of 2 classes in {arrays})"
    image, label = dataset[-1]
    assert image.dtype == np.float32 and np.array_equal(image, (DOG + 1) / np.float32(255)) and label == 1


def test_a_loader_makes_batches_of_it(arrays):
    images, labels = next(iter(Loader(ImageFolder(arrays, transform=lambda image: image[:1] * 255), 3, workers=2)))
    assert np.asarray(labels).tolist() == [0, 1, 1] and np.asarray(images).shape == (3, 1, 2, 4)
    assert np.asarray(images)[0, 0].ravel().tolist() == pytest.approx((DOG[0] + 2.0).ravel().tolist())


def test_other_files_are_passed_over_and_inner_folders_belong_to_the_class(arrays):
    (arrays / "notes.txt").write_text("")
    (arrays / "cat" / "notes.txt").write_text("")
    (arrays / "cat" / "._0.npy").write_text("")
    (arrays / ".hidden").mkdir()
    (arrays / "cat" / "old").mkdir()
    np.save(arrays / "cat" / "old" / "1.npy", DOG)
    assert ImageFolder(arrays).labels.tolist() == [0, 0, 1, 1]


def test_grey_and_float_arrays(tmp_path):
    (tmp_path / "cat").mkdir()
    np.save(tmp_path / "cat" / "0.npy", CAT)
    np.save(tmp_path / "cat" / "1.npy", CAT.astype(np.float64)[np.newaxis] - 50)
    dataset = ImageFolder(tmp_path, mode="L", size=(2, 6))
    assert np.array_equal(dataset[0][0][0], CAT / np.float32(255))
    assert np.array_equal(dataset[1][0][0], CAT - np.float32(50))
    with pytest.raises(
        DataError, match=r"0.npy: not an image .* it holds uint8\[2, 6\], not uint8 or floats \[3, H, W\]"
    ):
        ImageFolder(tmp_path)[0]
    with pytest.raises(DataError, match=r"not uint8 or floats \[1, 2, 5\]"):
        ImageFolder(tmp_path, mode="L", size=(2, 5))[0]


def test_encoded_images_are_decoded(tmp_path):
    pytest.importorskip("PIL", reason="needs Pillow")
    from PIL import Image

    (tmp_path / "dog").mkdir()
    (tmp_path / "dog" / "a.ppm").write_bytes(ppm(DOG))
    Image.fromarray(DOG.transpose(1, 2, 0)).save(tmp_path / "dog" / "b.PNG")
    Image.fromarray(CAT).save(tmp_path / "dog" / "c.png")
    dataset = ImageFolder(tmp_path)
    for i in range(2):
        assert np.array_equal(dataset[i][0], DOG / np.float32(255)) and dataset[i][0].flags.c_contiguous
    assert np.array_equal(dataset[2][0], np.stack([CAT] * 3) / np.float32(255))
    assert np.array_equal(ImageFolder(tmp_path, mode="L")[2][0], CAT[np.newaxis] / np.float32(255))


def test_size_scales_encoded_images(tmp_path):
    pytest.importorskip("PIL", reason="needs Pillow")
    (tmp_path / "dog").mkdir()
    (tmp_path / "dog" / "a.ppm").write_bytes(ppm(np.full((3, 8, 4), 51, np.uint8)))
    (tmp_path / "dog" / "b.ppm").write_bytes(ppm(np.full((3, 2, 2), 51, np.uint8)))
    images, _ = next(iter(Loader(ImageFolder(tmp_path, size=(4, 5)), 2)))
    assert np.array_equal(np.asarray(images), np.full((2, 3, 4, 5), np.float32(0.2)))


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"no image at all", None])
def test_broken_images_are_named(tmp_path, content):
    pytest.importorskip("PIL", reason="needs Pillow")
    (tmp_path / "dog").mkdir()
    (tmp_path / "dog" / "a.ppm").write_bytes(ppm(DOG)[:-5] if content is None else content)
    with pytest.raises(
        DataError, match="a.ppm: not an image that can be read: .*\n.*\n  try: replace or remove"
    ) as error:
        list(Loader(ImageFolder(tmp_path), 1))
    assert error.value.__notes__[0] == "in sample 0 of the data set"


def test_pixels_wider_than_bytes_are_refused_and_not_cut_off(tmp_path):
    pytest.importorskip("PIL", reason="needs Pillow")
    from PIL import Image

    (tmp_path / "dog").mkdir()
    Image.fromarray(np.array([[1000, 2000]], np.uint16)).save(tmp_path / "dog" / "a.png")
    with pytest.raises(DataError, match="a.png: .* pixels of mode I;16 are wider than bytes"):
        ImageFolder(tmp_path)[0]


def test_a_broken_npy_is_named(tmp_path):
    (tmp_path / "dog").mkdir()
    for content in (b"", b"no array", b"\x93NUMPY\x01\x00"):
        (tmp_path / "dog" / "a.npy").write_bytes(content)
        with pytest.raises(DataError, match="a.npy: not an image that can be read"):
            ImageFolder(tmp_path)[0]


def test_without_pillow_it_is_said_at_once(tmp_path, monkeypatch):
    (tmp_path / "dog").mkdir()
    (tmp_path / "dog" / "a.ppm").write_bytes(ppm(DOG))
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(module, "find_spec", lambda name: None if name == "PIL" else find_spec(name))
    with pytest.raises(DataError, match=r"dog/a.ppm takes Pillow, which is not installed\n.*\n.*autograph\[images\]"):
        ImageFolder(tmp_path)


def test_folders_that_hold_nothing_are_refused(tmp_path):
    with pytest.raises(DataError, match="cannot read .*absent: No such file"):
        ImageFolder(tmp_path / "absent")
    with pytest.raises(DataError, match="has no folders, which would be the classes"):
        ImageFolder(tmp_path)
    (tmp_path / "dog").mkdir()
    with pytest.raises(DataError, match="dog has no images"):
        ImageFolder(tmp_path)


def test_arguments_are_checked(arrays):
    with pytest.raises(ArgumentError, match="mode='CMYK'"):
        ImageFolder(arrays, mode="CMYK")
    with pytest.raises(ArgumentError, match=r"size=\(0, 4\)"):
        ImageFolder(arrays, size=(0, 4))
    with pytest.raises(RangeError, match="index 3 of 3 images"):
        ImageFolder(arrays)[3]
