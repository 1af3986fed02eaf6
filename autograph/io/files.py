"""Saving and loading: whole or not at all, and nothing but data is ever read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, deserialize, safe_open
from safetensors.numpy import save_file

from autograph import dtypes
from autograph.errors import DataError
from autograph.frontend import asarray
from autograph.io.structure import Arrays, Malformed, flatten, unflatten

#: The dtypes of safetensors that tensors have.
READABLE = frozenset("BOOL U8 I8 U16 I16 U32 I32 U64 I64 F16 BF16 F32 F64".split())
STRUCTURE, CHECKSUM = "autograph", "autograph.sha256"


def save(path: str | os.PathLike[str], tree: object) -> None:
    """Writes `tree` to a safetensors file: dicts, lists and tuples of arrays, numbers, strings, booleans and None.

    A flat dict of arrays becomes a file with those very names, which other programs read; in a nested tree a name is
    its path, `model.conv1.weight`. The nesting and a SHA-256 of everything are in the file's metadata. An existing
    file is replaced at once when the new one is complete on disk, and kept if anything fails.
    Raises DataError for a tree with something else in it, and where the file cannot be written.
    """
    target = Path(path)
    arrays, structure = flatten(tree)
    metadata = {STRUCTURE: structure, CHECKSUM: _checksum(structure, arrays)}
    partial = target.with_name(f".{target.name}.{os.getpid()}.{os.urandom(4).hex()}.partial")
    try:
        save_file(arrays, partial, metadata)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
        sync_folder(target.parent)
    except (OSError, SafetensorError) as error:
        raise DataError(
            f"cannot write {target}: {error}", hint="check that the folder exists, is writable and has space"
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def load(path: str | os.PathLike[str]) -> Any:
    """The tree in a file written by `save`, its arrays as Tensors; any other safetensors file as {name: Tensor}.

    Raises DataError for a file that is missing, cut short, changed since it was written, or not safetensors.
    """
    arrays, metadata = _read(Path(path))
    if STRUCTURE not in metadata and CHECKSUM not in metadata:
        return {name: asarray(array) for name, array in arrays.items()}
    structure = metadata.get(STRUCTURE, "")
    if metadata.get(CHECKSUM) != _checksum(structure, arrays):
        raise DataError(
            f"{path}: the content does not match its checksum: it was changed or damaged after it was written",
            hint="take an older copy of the file, or write it again with ag.save",
        )
    try:
        return unflatten(structure, {name: asarray(array) for name, array in arrays.items()})
    except Malformed as error:
        raise DataError(
            f"{path}: the structure in the file's metadata is not one ag.save writes: {error}",
            hint="write the file again with ag.save",
        ) from error


def _read(path: Path) -> tuple[Arrays, dict[str, str]]:
    try:
        with safe_open(path, framework="numpy") as file:
            arrays = {name: _array(file, name, path) for name in file.keys()}
            return arrays, file.metadata() or {}
    except (OSError, SafetensorError) as error:
        raise DataError(
            f"cannot read {path}: {error}", hint="give a safetensors file that is whole, e.g. one written by ag.save"
        ) from error


def _array(file: Any, name: str, path: Path) -> NDArray[Any]:
    dtype = file.get_slice(name).get_dtype()
    if dtype not in READABLE:
        raise DataError(
            f"{path}: {name} has dtype {dtype}, which this version does not read",
            hint="convert it to float32 in the program that wrote it",
        )
    if dtype == "BF16":  # safetensors leaves to others what NumPy does not have
        _, found = next(item for item in deserialize(path.read_bytes()) if item[0] == name)  # type: ignore[no-untyped-call]
        return np.frombuffer(found["data"], dtypes.bfloat16.numpy).reshape(found["shape"])
    array: NDArray[Any] = file.get_tensor(name)
    return array


def _checksum(structure: str, arrays: Arrays) -> str:
    digest = hashlib.sha256(structure.encode())
    for name in sorted(arrays):
        array = arrays[name]
        digest.update(f"\0{name}\0{array.dtype}{array.shape}\0".encode())
        digest.update(array.reshape(-1).view(np.uint8).data if array.size else b"")
    return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Makes a rename in `folder` outlast a power failure; Windows does so by itself and opens no folders."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
