// integers_and_logic, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : int64[80]  # programs.py:154
//   %1 = constant(value=0, dtype=int64) : int64[]  # programs.py:154
//   %2 = broadcast_to(shape=[80])(%1) : int64[80]  # programs.py:154
//   %3 = greater(%0, %2) : bool[80]  # programs.py:154
//   %4 = input(2) : bool[80]  # programs.py:154
//   %5 = bitwise_invert(%4) : bool[80]  # programs.py:154
//   %6 = bitwise_and(%3, %5) : bool[80]  # programs.py:154
//   %7 = constant(value=-7, dtype=int64) : int64[]  # programs.py:156
//   %8 = broadcast_to(shape=[80])(%7) : int64[80]  # programs.py:156
//   %9 = equal(%0, %8) : bool[80]  # programs.py:156
//   %10 = bitwise_or(%6, %9) : bool[80]  # programs.py:156
//   %11 = multiply(%0, %0) : int64[80]  # programs.py:156
//   %12 = negative(%0) : int64[80]  # programs.py:156
//   %13 = where(%10, %11, %12) : int64[80]  # programs.py:156
//   %14 = input(1) : uint8[80]  # programs.py:155
//   %15 = add(%14, %14) : uint8[80]  # programs.py:155
//   %16 = sum(axes=[0])(%6) : int64[]  # programs.py:156
//   %17 = constant(value=3, dtype=int64) : int64[]  # programs.py:156
//   %18 = broadcast_to(shape=[80])(%17) : int64[80]  # programs.py:156
//   %19 = maximum(%0, %18) : int64[80]  # programs.py:156
//   %20 = cast(dtype=int64)(%14) : int64[80]  # programs.py:156
//   %21 = subtract(%19, %20) : int64[80]  # programs.py:156
//   return %13, %15, %16, %21
//
// The steps that compute it:
//
//    1  greater_bitwise_invert_bitwise_and_equal_a9a6b4c6: in0 = input 0, in1 = input 2 -> out0 = output 0 int64[80]
//    2  add_maximum_cast_subtract_83ec54ec: in0 = input 1, in1 = input 0 -> out0 = output 1 uint8[80], out1 = output 3 int64[80]
//    3  sum_bitwise_and_bbf60881: in0 = input 0, in1 = input 2 -> out0 = output 2 int64[]

#include <math.h>
#include <stdint.h>

typedef uint8_t b8;
typedef int64_t i64;
typedef uint8_t u8;

__device__ __forceinline__ i64 maximum_i64(i64 a, i64 b) {
  return a >= b ? a : b;
}

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// Threads are numbered in one line; where a grid has fewer than there is work, each comes again for more.
__device__ __forceinline__ int64_t first_thread() { return (int64_t)blockIdx.x * blockDim.x + threadIdx.x; }
__device__ __forceinline__ int64_t all_threads() { return (int64_t)gridDim.x * blockDim.x; }

// A grid for so many threads: small blocks, so that small kernels reach many processors.
static constexpr unsigned MOST_THREADS = 128, MOST_BLOCKS = 1 << 20;
static inline unsigned block_size(int64_t threads) {
  return threads < 1 ? 1 : threads < MOST_THREADS ? (unsigned)threads : MOST_THREADS;
}
static inline unsigned blocks(int64_t threads) {
  const int64_t wanted = (threads + MOST_THREADS - 1) / MOST_THREADS;
  return wanted < 1 ? 1 : wanted < MOST_BLOCKS ? (unsigned)wanted : MOST_BLOCKS;
}

#ifndef AG_LAUNCH
#define AG_LAUNCH(kernel, grid, block, stream, ...) kernel<<<grid, block, 0, (cudaStream_t)(stream)>>>(__VA_ARGS__)
#endif

// programs.py:154: positive = (i > 0) & ~flags
// programs.py:156: return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)
__global__ void greater_bitwise_invert_bitwise_and_equal_a9a6b4c6(const i64 *in0, const b8 *__restrict__ in1, i64 *out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    const i64 v0 = in0[n0];
    out0[n0] = ((0 < v0) & (!in1[n0])) | (v0 == (-7)) ? v0 * v0 : -v0;
  }
}

extern "C" void launch_greater_bitwise_invert_bitwise_and_equal_a9a6b4c6(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(greater_bitwise_invert_bitwise_and_equal_a9a6b4c6, blocks(n), block_size(n), stream, (const i64 *)buffers[0], (const b8 *)buffers[1], (i64 *)buffers[2], n, status);
}

// programs.py:155: wrapped = small + small
// programs.py:156: return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)
__global__ void add_maximum_cast_subtract_83ec54ec(const u8 *__restrict__ in0, const i64 *in1, u8 *__restrict__ out0, i64 *out1, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    const u8 v0 = in0[n0];
    out0[n0] = (u8)(v0 + v0);
    out1[n0] = maximum_i64(in1[n0], 3) - (i64)v0;
  }
}

extern "C" void launch_add_maximum_cast_subtract_83ec54ec(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(add_maximum_cast_subtract_83ec54ec, blocks(n), block_size(n), stream, (const u8 *)buffers[0], (const i64 *)buffers[1], (u8 *)buffers[2], (i64 *)buffers[3], n, status);
}

// programs.py:154: positive = (i > 0) & ~flags
// programs.py:156: return ag.where(positive | (i == -7), i * i, -i), wrapped, positive.sum(), ag.maximum(i, 3) - small.astype(ag.int64)
__global__ void sum_bitwise_and_bbf60881(const i64 *__restrict__ in0, const b8 *__restrict__ in1, i64 *__restrict__ out0, int64_t, status_t *) {
  i64 sum0 = 0;
  for (int64_t r1 = 0; r1 < 80; r1++) {
    sum0 += (i64)((0 < in0[r1]) & (!in1[r1]));
  }
  out0[0] = sum0;
}

extern "C" void launch_sum_bitwise_and_bbf60881(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_bitwise_and_bbf60881, blocks(1), block_size(1), stream, (const i64 *)buffers[0], (const b8 *)buffers[1], (i64 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_greater_bitwise_invert_bitwise_and_equal_a9a6b4c6,
    (void *)launch_add_maximum_cast_subtract_83ec54ec,
    (void *)launch_sum_bitwise_and_bbf60881,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
