"""Philox's words: the published vectors in NumPy, C and CUDA, one lane and many, and the same words in all of them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import cffi
import numpy as np
import pytest
from programs import Array, interpreted, programs

from autograph import dtypes
from autograph.backends import cuda
from autograph.backends.c.prelude import prelude
from autograph.graph import node
from autograph.ops.random import CHUNK, STATE, RandomBits, philox4x32
from autograph.ops.source import Input
from autograph.render.prune import pruned

#: Counter (least significant words first), key, and the four words: Random123's kat_vectors, "philox4x32 10".
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
LANES = (1, 4, 8, 16)
#: Words 0 … 3 of one counter, by the function for so many lanes.
KAT = """
void kat_{n}(uint32_t *out, uint64_t block, uint64_t draw, uint64_t key) {{
    {wide} blocks = splat_{wide}(block), draws = splat_{wide}(draw), keys = splat_{wide}(key);
    for (uint32_t word = 0; word < 4; word++) out[word] = {function}(blocks, draws, keys, splat_{word}(word)){last};
}}
"""
CUDA_KAT = """
extern "C" void kat_1(uint32_t *out, uint64_t block, uint64_t draw, uint64_t key) {
    for (uint32_t word = 0; word < 4; word++) out[word] = philox4x32_u32(block, draw, key, word);
}
"""


def wide(low: int, high: int) -> int:
    return low | high << 32


def philox(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """Philox 4x32-10 in Python's integers, as the paper has it."""
    a, b, c, d = counter
    k, l = key  # noqa: E741
    for _ in range(10):
        p, q = a * 0xD2511F53, c * 0xCD9E8D57
        a, b, c, d = q >> 32 ^ b ^ k, q % 2**32, p >> 32 ^ d ^ l, p % 2**32
        k, l = (k + 0x9E3779B9) % 2**32, (l + 0xBB67AE85) % 2**32  # noqa: E741
    return a, b, c, d


def stream(key: int, draw: int, count: int) -> Array:
    """The first words of a draw."""
    keys, high = (key % 2**32, key >> 32), (draw % 2**32, draw >> 32)
    return np.array([w for n in range(-(-count // 4)) for w in philox((n, 0, *high), keys)][:count], np.uint32)


@pytest.mark.parametrize(("counter", "key", "want"), KNOWN)
def test_the_published_vectors(counter: tuple[int, ...], key: tuple[int, ...], want: tuple[int, ...]) -> None:
    assert philox(counter, key) == want
    blocks = np.full(3, wide(*counter[:2]), np.uint64)
    np.testing.assert_array_equal(philox4x32(blocks, wide(*counter[2:]), wide(*key)), [want] * 3)


def library(command: list[str], source: Path, text: str, functions: list[str]) -> Any:
    source.write_text(text, encoding="utf-8")
    built = source.with_suffix(".so")
    subprocess.run([*command, "-fPIC", "-shared", str(source), "-o", str(built), "-lm"], check=True)
    ffi = cffi.FFI()
    ffi.cdef("".join(f"void {f}(uint32_t *, uint64_t, uint64_t, uint64_t);" for f in functions))
    loaded = ffi.dlopen(str(built))
    return ffi, loaded


def assert_known(ffi: Any, function: Any) -> None:
    for counter, key, want in KNOWN:
        out = ffi.new("uint32_t[4]")
        function(out, wide(*counter[:2]), wide(*counter[2:]), wide(*key))
        assert tuple(out) == want


@pytest.mark.compiler
@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_the_published_vectors_in_c(compiler: str, tmp_path: Path) -> None:
    program = shutil.which(compiler) or shutil.which(f"{compiler}-14")
    if program is None:
        pytest.skip(f"no {compiler} on this machine")
    kats = ""
    for n in LANES:
        end = f"x{n}" if n > 1 else ""
        names = {"wide": f"u64{end}", "word": f"u32{end}", "function": f"philox4x32_u32{end}"}
        kats += KAT.format(n=n, last="[0]" if n > 1 else "", **names)
    text = prelude([(dtypes.uint32, n) for n in LANES] + [(dtypes.int64, n) for n in LANES], "philox_i64") + kats
    flags = ["-std=gnu11", "-O2", "-march=native", "-Wall", "-Wextra", "-Werror", "-Wno-psabi"]
    ffi, loaded = library([program, *flags], tmp_path / "kat.c", text, [f"kat_{n}" for n in LANES])
    for n in LANES:
        assert_known(ffi, getattr(loaded, f"kat_{n}"))


@pytest.mark.compiler
def test_the_published_vectors_in_cuda(tmp_path: Path) -> None:
    """CUDA's text, compiled for the CPU as C++."""
    words = "#define __device__\n#define __forceinline__ inline\n#include <math.h>\n"
    text = words + pruned(cuda.build.prelude() + CUDA_KAT)
    ffi, loaded = library(["g++", "-std=c++17", "-O1"], tmp_path / "kat.cpp", text, ["kat_1"])
    assert_known(ffi, loaded.kat_1)


CASES = [(1, 1), (5, 1), (37, 1), (37, 2), (600, 2), (21, 4), (64, 4)]
STATES = [(0, 0), (1, 2), (2**64 - 1, 2**64 - 1), (0xDEADBEEF << 31, 2**32 + 5)]


@pytest.mark.parametrize("state", STATES)
def test_an_element_owns_the_next_words_of_the_stream(state: tuple[int, int]) -> None:
    for count, words in CASES:
        made = RandomBits(count, words).numpy(np.array(state, np.uint64))
        np.testing.assert_array_equal(made, stream(*state, count * words).reshape(count, words))


def test_long_draws_do_not_depend_on_how_they_are_cut() -> None:
    state = np.array([5, 9], np.uint64)
    long = RandomBits(2 * CHUNK + 5, 4).numpy(state)
    np.testing.assert_array_equal(long[:9], RandomBits(9, 4).numpy(state))
    last = philox4x32(np.array([2 * CHUNK + 4], np.uint64), 9, 5)
    np.testing.assert_array_equal(long[-1:], last)


@pytest.mark.compiler
def test_c_has_the_same_words() -> None:
    leaf = node(Input(0, STATE))
    graphs = [[node(RandomBits(count, words), leaf)] for count, words in CASES]
    for graph, run in zip(graphs, programs(graphs)):
        for state in STATES:
            array = np.array(state, np.uint64)
            np.testing.assert_array_equal(run([array])[0], interpreted(graph, [array])[0])
