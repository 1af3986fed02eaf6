"""What is saved comes back the same, or is refused; a file is there whole or not at all."""

from __future__ import annotations

import json
import math
import os
import struct
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import autograph as ag
from autograph.errors import DataError
from autograph.frontend import Tensor, asarray
from autograph.io import load, save

DTYPES = [
    "bool",
    "int8",
    "uint8",
    "int16",
    "uint16",
    "int32",
    "uint32",
    "int64",
    "uint64",
    "float16",
    "float32",
    "float64",
]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
ARRAYS = st.sampled_from(DTYPES).flatmap(
    lambda dtype: arrays.arrays(dtype, arrays.array_shapes(min_dims=0, min_side=0))
)
KEYS = st.text(st.characters(codec="utf-8"), max_size=5) | st.integers(-9, 9)
TREES = st.recursive(
    SCALARS | ARRAYS,
    lambda child: (
        st.lists(child, max_size=3) | st.lists(child, max_size=3).map(tuple) | st.dictionaries(KEYS, child, max_size=3)
    ),
    max_leaves=8,
)


def same(left, right):
    if isinstance(left, (np.ndarray, Tensor)):
        left, right = np.asarray(left), np.asarray(right)
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if type(left) is not type(right):
        return False
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    return left == right


@pytest.fixture
def path(tmp_path):
    return tmp_path / "saved.safetensors"


@given(tree=TREES)
def test_any_tree_comes_back_the_same(tmp_path_factory, tree):
    path = tmp_path_factory.mktemp("tree") / "file"
    save(path, tree)
    assert same(tree, load(path))


def test_tensors_come_back_as_tensors(path):
    save(path, {"model": {"weight": asarray(np.ones((2, 3), np.float32))}, "step": 7})
    tree = load(str(path))
    assert isinstance(tree["model"]["weight"], Tensor) and tree["step"] == 7
    assert np.asarray(tree["model"]["weight"]).tolist() == [[1, 1, 1], [1, 1, 1]]


def test_floats_that_json_has_no_word_for(path):
    save(path, [math.inf, -math.inf, math.nan, -0.0, 0.1, np.float32(2.5), np.float64(2.5)])
    *floats, single, double = load(path)
    assert floats[:2] == [math.inf, -math.inf] and math.isnan(floats[2]) and str(floats[3]) == "-0.0"
    assert floats[4] == 0.1
    assert np.asarray(single).dtype == np.float32 and np.asarray(double).shape == ()


@pytest.mark.parametrize("array", [np.arange(12.0).reshape(3, 4).T, np.arange(12)[::-3], np.arange(4, dtype=">f4")])
def test_strided_and_byte_swapped_arrays_keep_their_values(path, array):
    save(path, array)
    assert np.asarray(load(path)).tolist() == array.tolist()


def test_a_flat_dict_is_a_plain_safetensors_file(path):
    weights = {"conv1.weight": np.ones((2, 1, 3, 3), np.float32), "conv1.bias": np.zeros(2, np.float32)}
    save(path, weights)
    assert same(dict(sorted(weights.items())), dict(sorted(safetensors.numpy.load_file(path).items())))
    assert list(load(path)) == ["conv1.weight", "conv1.bias"]


def test_pytorch_reads_and_writes_the_same_files(path):
    pytest.importorskip("torch", reason="needs PyTorch")
    import torch
    from safetensors.torch import load_file, save_file

    save(path, {"weight": np.arange(6, dtype=np.float32).reshape(2, 3)})
    assert load_file(path)["weight"].tolist() == [[0, 1, 2], [3, 4, 5]]
    save_file({"bias": torch.tensor([1.5, 2.5])}, path)
    assert np.asarray(load(path)["bias"]).tolist() == [1.5, 2.5]
    save_file({"bias": torch.tensor([1.5], dtype=torch.bfloat16)}, path)
    assert load(path)["bias"].dtype is ag.bfloat16 and np.asarray(load(path)["bias"]).tolist() == [1.5]
    save_file({"bias": torch.tensor([1.5], dtype=torch.float8_e4m3fn)}, path)
    with pytest.raises(DataError, match="bias has dtype F8_E4M3, which this version does not read"):
        load(path)


def test_halves_keep_their_bits(path):
    tree = {"b": ag.asarray(np.linspace(-3, 3, 12)).astype(ag.bfloat16), "h": np.linspace(-3, 3, 12).astype(np.float16)}
    save(path, tree)
    for name, value in tree.items():
        made = load(path)[name].numpy()
        assert made.dtype == np.asarray(value).dtype and made.tobytes() == np.asarray(value).tobytes()


def test_names_are_paths_and_stay_apart(path):
    tree = {"a": {"b": np.array(1)}, "a.b": np.array(2), "c": [np.array(3)], "__metadata__": np.array(4)}
    save(path, tree)
    assert set(safetensors.numpy.load_file(path)) == {"a.b", "a.b#2", "c.0", "__metadata__#2"}
    assert same(tree, load(path))


@pytest.mark.parametrize(
    "tree, message",
    [
        ({"model": {"f": print}}, "cannot save a builtin_function_or_method at model.f"),
        (object(), "cannot save a object at the top of the tree"),
        ([{1.5: 0}], "cannot save the key 1.5 of the dict at 0"),
        ({"a": np.array(["text"])}, "cannot save an array of dtype <U4 at a"),
        ({"a": np.array([None])}, "cannot save an array of dtype object at a"),
        ({"a": np.array([1j])}, "cannot save an array of dtype complex128 at a"),
        (os.terminal_size((1, 2)), "cannot save a terminal_size at"),
    ],
)
def test_what_cannot_be_saved_is_refused_by_its_path(path, tree, message):
    with pytest.raises(DataError, match=message):
        save(path, tree)
    assert not path.exists()


def test_a_tree_that_contains_itself_is_refused(path):
    tree: list = []
    tree.append(tree)
    with pytest.raises(DataError, match="nested too deeply"):
        save(path, tree)


def test_a_failed_save_keeps_the_file_that_was_there(path, monkeypatch):
    save(path, {"step": 1})

    def full_disk(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(DataError, match="cannot write .*No space left on device"):
        save(path, {"step": 2})
    monkeypatch.undo()
    assert load(path) == {"step": 1}
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(DataError, match="cannot write .*absent.*\n.*\n  try: check that the folder exists"):
        save(tmp_path / "absent" / "file", {})


@pytest.mark.parametrize("place", ["file", "folder"])
def test_a_missing_file_is_told(tmp_path, place):
    with pytest.raises(DataError, match="cannot read"):
        load(tmp_path / "absent" if place == "file" else tmp_path)


def test_every_truncation_is_refused(path):
    save(path, {"weights": np.arange(10.0), "step": 3})
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(DataError, match="cannot read"):
            load(path)


def test_every_flipped_byte_is_refused(path):
    tree = {"weights": np.arange(3.0), "step": 3}
    save(path, tree)
    whole = path.read_bytes()
    for position in range(len(whole)):
        damaged = bytearray(whole)
        damaged[position] ^= 0x15
        path.write_bytes(damaged)
        try:
            read = load(path)
        except DataError:
            continue
        pytest.fail(f"byte {position} was flipped and {read} came back")


def forge(path: Path, structure: str) -> None:
    """A file whose checksum is right and whose structure is not one that `save` writes."""
    from autograph.io.files import CHECKSUM, STRUCTURE, _checksum

    safetensors.numpy.save_file({}, path, {STRUCTURE: structure, CHECKSUM: _checksum(structure, {})})


@pytest.mark.parametrize(
    "structure",
    ["", "{", '{"array": "absent"}', '{"dict": [[1.5, 2]]}', '{"tuple": 1}', '{"float": "1"}', "{}", "[" * 100_000],
)
def test_forged_structures_are_refused(path, structure):
    forge(path, structure)
    with pytest.raises(DataError, match="the structure in the file's metadata is not one ag.save writes"):
        load(path)


def test_a_file_of_pickled_code_runs_nothing(path):
    path.write_bytes(b"cos\nsystem\n(S'exit 1'\ntR.")
    with pytest.raises(DataError, match="cannot read"):
        load(path)


def test_the_file_has_no_private_format(path):
    save(path, {"w": np.zeros(2, np.float32)})
    raw = path.read_bytes()
    header = json.loads(raw[8 : 8 + struct.unpack("<Q", raw[:8])[0]])
    assert header["w"] == {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
