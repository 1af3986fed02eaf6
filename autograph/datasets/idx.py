"""The IDX format of MNIST: a magic number with type and rank, the sizes, then the numbers, all big-endian.

Byte 0 and 1 are zero, byte 2 names the type, byte 3 the number of axes; one unsigned 32-bit size per axis follows.
"""

from __future__ import annotations

import gzip
import hashlib
import math
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograph.errors import DataError

#: The type byte of the header and the numbers it stands for.
TYPES = {0x08: ">u1", 0x09: ">i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
GZIP_MAGIC = b"\x1f\x8b"


def read_idx(path: str | Path, sha256: str | None = None) -> NDArray[Any]:
    """The array of an IDX file, plain or gzipped, in native byte order.

    `sha256` is the expected digest of the unpacked bytes, in hexadecimal; None skips that check.
    Raises DataError, with the path, for a file that is missing, damaged, cut short or something else.
    """
    raw = unpack(Path(path))
    if sha256 is not None and digest(raw) != sha256:
        raise wrong_content(Path(path), digest(raw), sha256)
    return parse(raw, str(path))


def wrong_content(path: Path, found: str, expected: str) -> DataError:
    """The error for a file at `path` whose SHA-256 is `found`."""
    return DataError(
        f"{path}: the content is not the expected one: sha256 {found}, expected {expected}",
        hint="delete or rename this file, then load the data set again",
    )


def digest(raw: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def unpack(path: Path) -> bytes:
    """The content of a file, gunzipped where it is gzipped, whatever its name says."""
    return unpacked(stored(path), path)


def stored(path: Path) -> bytes:
    """The bytes of a file as they are."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}", hint="check the path and its permissions") from error


def is_packed(content: bytes) -> bool:
    return content.startswith(GZIP_MAGIC)


def unpacked(content: bytes, path: Path) -> bytes:
    """`content`, gunzipped where it is gzipped; `path` stands for it in errors."""
    if not is_packed(content):
        return content
    try:
        return gzip.decompress(content)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise DataError(
            f"{path}: the gzip file is damaged or cut short: {error}",
            hint="delete this file and download it again",
        ) from error


def parse(raw: bytes, name: str) -> NDArray[Any]:
    """The array of unpacked IDX bytes; `name` stands for them in errors."""
    header = 4 + 4 * raw[3] if len(raw) >= 4 else 4
    if len(raw) < header or raw[:2] != b"\0\0" or raw[2] not in TYPES or raw[3] == 0:
        raise DataError(
            f"{name}: not an IDX file: it begins with {raw[:4].hex(' ') or 'nothing'}",
            hint="give a file such as train-images-idx3-ubyte, plain or gzipped",
        )
    shape = tuple(int(size) for size in np.frombuffer(raw, ">u4", count=raw[3], offset=4))
    dtype = np.dtype(TYPES[raw[2]])
    expected = header + math.prod(shape) * dtype.itemsize
    if len(raw) != expected:
        raise DataError(
            f"{name}: {list(shape)} numbers make {expected} bytes, the file has {len(raw)}",
            hint="the file is cut short or damaged: delete it and download it again",
        )
    return np.frombuffer(raw, dtype, offset=header).reshape(shape).astype(dtype.newbyteorder("="))
