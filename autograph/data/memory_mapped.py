"""Arrays larger than memory: `.npy` and `.npz` files of which only what a batch needs is read."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from autograph.data.dataset import ArrayDataset
from autograph.errors import DataError

Source = str | os.PathLike[str]

#: A member of a zip file begins with a header of this size, then its name, then its extra field.
LOCAL_HEADER = struct.Struct("<4s22sHH")


class MemoryMapped(ArrayDataset):
    """An `ArrayDataset` of arrays that stay in their files, for data larger than memory.

    `source` is a `.npy` file, a dict of names and `.npy` files, or an `.npz` file as `numpy.savez` writes it: without
    compression, since a part of a compressed array cannot be read alone. `names` chooses and orders the arrays of
    an `.npz` file or a dict; None takes all in their order. The first axes count the same samples; `dataset[i]` is a
    tuple with one entry per array, and `dataset.names` tells which is which. Values come as they are stored, bytes for
    example; scale and convert in the Loader's `transform`. The files must not change while the data set is in use.
    Raises DataError for a file that is missing, compressed, cut short or something else, and for lengths that differ.
    """

    in_memory = False

    def __init__(self, source: Source | Mapping[str, Source], names: Sequence[str] | None = None):
        if isinstance(source, Mapping):
            files = {name: Path(path) for name, path in source.items()}
            arrays = {name: _map_npy(files[name]) for name in _chosen(files, names, "the dict")}
        elif (path := Path(source)).suffix == ".npz" or zipfile.is_zipfile(path):
            arrays = _map_npz(path, names)
        else:
            arrays = {name: _map_npy(path) for name in _chosen({path.stem: path}, names, str(path))}
        super().__init__(*arrays.values())
        self.names = tuple(arrays)

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}: {a.dtype}{list(a.shape)}" for name, a in zip(self.names, self.arrays, strict=True))
        return f"MemoryMapped({fields})"


def _chosen(there: Mapping[str, Any], names: Sequence[str] | None, where: str) -> list[str]:
    chosen = list(there) if names is None else list(names)
    absent = [name for name in chosen if name not in there]
    if absent:
        raise DataError(f"{where} has no array {absent[0]!r}", hint=f"it has {', '.join(there) or 'none'}")
    return chosen


def _map_npy(path: Path) -> NDArray[Any]:
    try:
        with path.open("rb") as file:
            return _map(path, file, str(path), path.stat().st_size)
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}", hint="check the path and its permissions") from error


def _map_npz(path: Path, names: Sequence[str] | None) -> dict[str, NDArray[Any]]:
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
            return {name: _map_member(path, file, members[name]) for name in _chosen(members, names, str(path))}
    except (OSError, zipfile.BadZipFile, struct.error) as error:
        raise DataError(
            f"{path}: not a whole .npz file: {error}", hint="write it again with numpy.savez, or copy it again"
        ) from error


def _map_member(path: Path, file: BinaryIO, member: zipfile.ZipInfo) -> NDArray[Any]:
    if member.compress_type != zipfile.ZIP_STORED:
        raise DataError(
            f"{path}: {member.filename} is compressed, and a part of a compressed array cannot be read alone",
            hint="write the file with numpy.savez instead of savez_compressed, or save each array with numpy.save",
        )
    file.seek(member.header_offset)
    _, _, name, extra = LOCAL_HEADER.unpack(file.read(LOCAL_HEADER.size))
    file.seek(name + extra, os.SEEK_CUR)
    return _map(path, file, f"{path}: {member.filename}", file.tell() + member.file_size)


def _map(path: Path, file: BinaryIO, name: str, end: int) -> NDArray[Any]:
    """The array whose `.npy` header is next in `file` and whose values end at byte `end`."""
    try:
        header: Any = npy  # its stubs differ between NumPy releases
        version = header.read_magic(file)
        read = header.read_array_header_1_0 if version == (1, 0) else header.read_array_header_2_0
        shape, columns_first, dtype = read(file)
    except ValueError as error:
        raise DataError(f"{name}: not a .npy file: {error}", hint="write it with numpy.save") from error
    if dtype.hasobject or dtype.kind not in "biuf":
        raise DataError(f"{name}: an array of dtype {dtype} is not data for tensors", hint="save numbers or booleans")
    order, start = ("F" if columns_first else "C"), file.tell()
    size = int(np.prod(shape, dtype=object)) * dtype.itemsize
    if size != end - start:
        raise DataError(
            f"{name}: {list(shape)} numbers make {size} bytes, the file has {end - start}",
            hint="the file is cut short or damaged: write or copy it again",
        )
    if not size:  # an empty range cannot be mapped
        return np.empty(shape, dtype)
    return np.memmap(path, dtype, "r", start, shape, order)  # type: ignore[call-overload,no-any-return]
