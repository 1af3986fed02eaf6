"""The header that stands in for a GPU: threads meet as on one, and faults that are planted here are found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cuda_runner import HEADER

pytestmark = [
    pytest.mark.compiler,
    pytest.mark.skipif(sys.platform != "linux", reason="stacks of one's own and sanitizers, as on Linux"),
]

#: Each thread hands its number to its neighbour, through shared memory, and adds up a warp's by exchanges.
NEIGHBOURS = """
__global__ void kernel(const float *in, float *out, int64_t count) {
  for (int64_t begin = (int64_t)blockIdx.x * 64; begin < count; begin += (int64_t)gridDim.x * 64) {
    AG_SHARED(float, row, [64]);
    row[threadIdx.x] = in[begin + threadIdx.x];
    AFTER_WRITING;
    float sum = row[(threadIdx.x + 1) % 64];
    AFTER_READING;
    for (int step = 16; step; step /= 2) sum += __shfl_xor_sync(0xffffffffu, sum, step);
    out[begin + threadIdx.x] = __shfl_sync(0xffffffffu, sum, PLACE);
  }
}
"""
MAIN = """
int main(int, char **argv) {
  const int64_t count = 256;
  float *in = new float[count], *out = new float[count], sums = 0;
  for (int64_t k = 0; k < count; k++) in[k] = k;
  arrange(atoi(argv[1]), atoi(argv[2]), 0);
  ROOM;
  AG_LAUNCH(kernel, 4, 64, BYTES, 0, in, out, COUNT);
  const int error = cudaGetLastError();
  for (int64_t k = 0; k < count; k += 32) sums += out[k];
  delete[] in, delete[] out;
  printf("%d %s\\n", error, error ? trouble() : sums == count * (count - 1) / 2 ? "right" : "wrong");
}
"""
WORDS = {
    "AFTER_WRITING": "__syncthreads()",
    "AFTER_READING": "__syncthreads()",
    "PLACE": "0",
    "COUNT": "count",
    "ROOM": "",
    "BYTES": "0",
}


def build(folder: Path, kernel: str, words: dict[str, str], *flags: str) -> Path:
    text = kernel + MAIN
    for name, meaning in {**WORDS, **words}.items():
        text = text.replace(name, meaning)
    source, program = folder / "kernel.cu", folder / "kernel"
    source.write_text(text, encoding="utf-8")
    strict = ["-Wall", "-Wextra", "-Werror", "-Wno-unused-parameter"]
    include = ["-include", str(HEADER), "-x", "c++", str(source)]
    subprocess.run(["g++", "-std=c++17", "-O0", "-g1", *strict, *flags, *include, "-o", str(program)], check=True)
    return program


def answer(program: Path, blocks: int = 0, backwards: int = 0) -> tuple[int, str]:
    """What it says; a program that hangs is an error."""
    command = [str(program), str(blocks), str(backwards)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return result.returncode, result.stdout + result.stderr


@pytest.mark.parametrize("sanitizer", ["", "address,undefined", "thread"])
def test_threads_meet(tmp_path: Path, sanitizer: str) -> None:
    program = build(tmp_path, NEIGHBOURS, {}, *([f"-fsanitize={sanitizer}"] if sanitizer else []))
    for blocks, backwards in [(0, 0), (0, 1), (1, 1), (3, 0)]:
        code, said = answer(program, blocks, backwards)
        assert code == 0 and "0 right\n" in said and "data race" not in said, said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"AFTER_WRITING": "if (threadIdx.x < 40) __syncthreads()"}, "a barrier that not all threads reach"),
        ({"AFTER_WRITING": "if (threadIdx.x == 3) return"}, "a barrier that not all threads reach"),
        (
            {"AFTER_READING": "if (threadIdx.x == 3) return"},
            "a mask that names a lane that has ended: kernel kernel, block 0, thread",
        ),
        ({"AFTER_READING": "if (threadIdx.x < 3) __syncwarp(3u)"}, "a mask that leaves out the lane that calls"),
        ({"AFTER_READING": "if (threadIdx.x < 3) __syncwarp(15u)"}, "lanes that meet in different places"),
        ({"AFTER_READING": "__shfl_sync(1u << threadIdx.x % 32, sum, 5)"}, "a value of a lane that is not in the mask"),
    ],
)
def test_what_cannot_complete_is_told(tmp_path: Path, words: dict[str, str], message: str) -> None:
    code, said = answer(build(tmp_path, NEIGHBOURS, words))
    assert code == 0 and said.startswith(f"719 {message}"), said


@pytest.mark.parametrize(("room", "given", "code"), [("0", "50000", 1), ("50000", "50000", 0), ("240000", "240000", 1)])
def test_a_block_has_the_memory_that_its_kernel_was_given_room_for(
    tmp_path: Path, room: str, given: str, code: int
) -> None:
    memory = {"AG_SHARED(float, row, [64])": "AG_BLOCK_MEMORY(memory); float *const row = (float *)memory"}
    program = build(tmp_path, NEIGHBOURS, memory | {"ROOM": f"AG_ROOM(kernel, {room})", "BYTES": given})
    assert answer(program)[1].startswith(f"{code} {'' if code else 'right'}")


@pytest.mark.parametrize(
    ("barrier", "backwards"), [("", 0), ("", 1), ("__syncwarp(~0u)", 0)], ids=["none", "backwards", "too few wait"]
)
def test_a_missing_barrier_gives_wrong_values(tmp_path: Path, barrier: str, backwards: int) -> None:
    program = build(tmp_path, NEIGHBOURS, {"AFTER_WRITING": barrier})
    assert answer(program, 0, backwards) == (0, "0 wrong\n")


@pytest.mark.parametrize(
    ("words", "blocks", "sanitizer", "message"),
    [
        ({"row[threadIdx.x]": "row[threadIdx.x + 1]"}, 0, "address", "heap-buffer-overflow"),
        ({"COUNT": "count + 1"}, 0, "address", "heap-buffer-overflow"),
        ({"AFTER_WRITING": ""}, 0, "thread", "data race"),
        ({"AFTER_READING": ""}, 1, "thread", "data race"),
        ({"out[begin + threadIdx.x] =": "out[threadIdx.x] ="}, 0, "thread", "data race"),
    ],
    ids=["shared memory", "a buffer", "written and read", "read and written", "two blocks"],
)
def test_sanitizers_see_it(tmp_path: Path, words: dict[str, str], blocks: int, sanitizer: str, message: str) -> None:
    program = build(tmp_path, NEIGHBOURS, words, f"-fsanitize={sanitizer}")
    assert message in answer(program, blocks)[1]
