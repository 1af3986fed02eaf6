"""Images in folders, one folder per class."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograph.errors import ArgumentError, DataError, RangeError

ENCODED = frozenset(".png .jpg .jpeg .bmp .ppm .pgm .pbm .webp .tif .tiff .gif".split())
CHANNELS = {"RGB": 3, "L": 1}


class ImageFolder:
    """The images below `root`, where each folder holds the images of the class it is named after.

    `dataset[i]` is (image, label): float32 [C, H, W] with values in [0, 1], C = 3 for `mode` "RGB" and 1 for "L"
    (grey), and the number of the class; `classes` are the names in alphabetic order, `paths` and `labels` [N] the
    files and their classes. Files are read when asked for. `size` = (H, W) scales images, which must be of one size to
    form a batch (bilinear, over all pixels that fall into one when it shrinks). `transform(image)` gets the array and
    returns another.

    PNG, JPEG, PPM and other encoded images take Pillow (`pip install autograph[images]`). `.npy` images do not:
    [H, W] or [C, H, W] of bytes, scaled to [0, 1], or of floats, taken as they are; `mode` and `size` check these.
    Other files are passed over. Raises DataError for a folder without classes, a class without images, a missing
    Pillow and, when asked for, an image that cannot be read.
    """

    def __init__(
        self,
        root: str | os.PathLike[str],
        transform: Callable[[NDArray[np.float32]], NDArray[Any]] | None = None,
        size: tuple[int, int] | None = None,
        mode: str = "RGB",
    ):
        if mode not in CHANNELS:
            raise ArgumentError(f"ImageFolder: mode={mode!r}", hint=f"use one of {', '.join(CHANNELS)}")
        if size is not None and (len(size) != 2 or min(size) < 1):
            raise ArgumentError(f"ImageFolder: size={size!r}", hint="give (height, width) in pixels, e.g. (64, 64)")
        self.root, self.transform, self.size, self.mode = Path(root), transform, size, mode
        folders = _class_folders(self.root)
        self.classes = [folder.name for folder in folders]
        found = [_images(folder) for folder in folders]
        self.paths = [path for paths in found for path in paths]
        self.labels = np.repeat(np.arange(len(found), dtype=np.int64), [len(paths) for paths in found])
        encoded = next((path for path in self.paths if path.suffix.lower() in ENCODED), None)
        if encoded is not None and find_spec("PIL") is None:
            raise DataError(
                f"reading {encoded} takes Pillow, which is not installed",
                hint="pip install autograph[images], or store the images as .npy",
            )

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> tuple[NDArray[Any], np.int64]:
        if not -len(self) <= index < len(self):
            raise RangeError(
                f"ImageFolder: index {index} of {len(self)} images",
                hint=f"use integers from {-len(self)} to {len(self) - 1}",
            )
        path = self.paths[index]
        image = self._stored(path) if path.suffix.lower() == ".npy" else self._decoded(path)
        return (image if self.transform is None else self.transform(image)), self.labels[index]

    def __repr__(self) -> str:
        return f"ImageFolder({len(self)} images of {len(self.classes)} classes in {self.root})"

    def _decoded(self, path: Path) -> NDArray[np.float32]:
        from PIL import Image  # an extra, and slow to import

        try:
            with Image.open(path) as file:
                if file.mode.startswith(("I", "F")):
                    raise _unreadable(path, f"pixels of mode {file.mode} are wider than bytes, and would be cut off")
                image = file.convert(self.mode)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise _unreadable(path, str(error)) from error
        if self.size is not None and image.size != self.size[::-1]:
            image = image.resize(self.size[::-1], Image.Resampling.BILINEAR)
        pixels = np.asarray(image, np.uint8).reshape(image.height, image.width, CHANNELS[self.mode])
        return _scaled(pixels.transpose(2, 0, 1))

    def _stored(self, path: Path) -> NDArray[np.float32]:
        try:
            array = np.load(path, allow_pickle=False)
        except (OSError, EOFError, ValueError) as error:
            raise _unreadable(path, str(error)) from error
        image = array[np.newaxis] if array.ndim == 2 else array
        expected = (CHANNELS[self.mode], *(self.size or image.shape[1:]))
        if image.ndim != 3 or image.shape != expected or (image.dtype != np.uint8 and image.dtype.kind != "f"):
            wanted = (
                f"[{CHANNELS[self.mode]}, {self.size[0] if self.size else 'H'}, {self.size[1] if self.size else 'W'}]"
            )
            raise _unreadable(path, f"it holds {array.dtype}{list(array.shape)}, not uint8 or floats {wanted}")
        return _scaled(image) if image.dtype == np.uint8 else image.astype(np.float32)


def _class_folders(root: Path) -> list[Path]:
    try:
        folders = sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as error:
        raise DataError(f"cannot read {root}: {error.strerror}", hint="give the folder of the class folders") from error
    if not folders:
        raise DataError(f"{root} has no folders, which would be the classes", hint="put images in root/class/name.png")
    return folders


def _images(folder: Path) -> list[Path]:
    known = ENCODED | {".npy"}
    files = (path for path in folder.rglob("*") if path.suffix.lower() in known and path.is_file())
    images = sorted(path for path in files if not path.name.startswith("."))
    if not images:
        raise DataError(f"{folder} has no images", hint=f"put files there that end in {' '.join(sorted(known))}")
    return images


def _scaled(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.divide(pixels, 255, dtype=np.float32, order="C")


def _unreadable(path: Path, why: str) -> DataError:
    return DataError(f"{path}: not an image that can be read: {why}", hint="replace or remove this file")
