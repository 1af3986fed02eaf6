// embedding_gradient, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(1) : float32[25, 24]  # programs.py:179
//   %1 = input(0) : int64[60]  # programs.py:179
//   %2 = gather(axis=0, count=1)(%0, %1) : float32[60, 24]  # programs.py:179
//   %3 = constant(value=2.0, dtype=float32) : float32[]  # programs.py:179
//   %4 = broadcast_to(shape=[60, 24])(%3) : float32[60, 24]  # programs.py:179
//   %5 = power(%2, %4) : float32[60, 24]  # programs.py:179
//   %6 = sum(axes=[0, 1])(%5) : float32[]  # programs.py:179
//   %7 = constant(value=1.0, dtype=float32) : float32[]  # programs.py:180
//   %8 = gradient(%6, %7, %0) : float32[25, 24]  # programs.py:180
//   return %6, %8
//
// The steps that compute it:
//
//    1  sum_multiply_7a565c2a: in0 = input 1, in1 = input 0 -> out0 = output 0 float32[]
//    2  scatter_add_1be5234d: in0 = input 1, in1 = input 0 -> out0 = output 1 float32[25, 24]

#include <math.h>
#include <stdint.h>

typedef int64_t i64;
typedef float f32;

// What a launch tells its caller: the first index read from data that lay outside its range.
typedef struct { int64_t failed, value, extent; } status_t;

// The index itself if it lies in 0 … extent - 1; otherwise 0, which is safe to read, and a note in the status.
__device__ __forceinline__ int64_t lookup(int64_t index, int64_t extent, status_t *status) {
  if (index >= 0 && index < extent) return index;
  if (!atomicExch((unsigned long long *)&status->failed, 1ULL)) {
    status->value = index;
    status->extent = extent;
  }
  return 0;
}

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

// programs.py:179: loss = (F.embedding(tokens, table) ** 2).sum()
__global__ void sum_multiply_7a565c2a(const f32 *__restrict__ in0, const i64 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *status) {
  f32 sum0 = 0.0f;
  for (int64_t r1 = 0; r1 < 60; r1++) {
    for (int64_t s1 = 0; s1 < 24; s1++) {
      const f32 v0 = in0[lookup(in1[r1], 25, status) * 24 + s1];
      sum0 += v0 * v0;
    }
  }
  out0[0] = sum0;
}

extern "C" void launch_sum_multiply_7a565c2a(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_multiply_7a565c2a, blocks(1), block_size(1), stream, (const f32 *)buffers[0], (const i64 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:179: loss = (F.embedding(tokens, table) ** 2).sum()
// programs.py:179: backward of loss = (F.embedding(tokens, table) ** 2).sum()
__global__ void scatter_add_1be5234d(const f32 *__restrict__ in0, const i64 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *status) {
  for (int64_t thread = first_thread(); thread < 24; thread += all_threads()) {
    const int64_t i = thread;
    for (int64_t r = 0; r < 25; r++) {
      out0[r * 24 + i] = 0.0f;
    }
    for (int64_t k = 0; k < 60; k++) {
      const i64 v0 = in1[k];
      out0[lookup(v0, 25, status) * 24 + i] = out0[lookup(v0, 25, status) * 24 + i] + 2.0f * in0[lookup(v0, 25, status) * 24 + i];
    }
  }
}

extern "C" void launch_scatter_add_1be5234d(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(scatter_add_1be5234d, blocks(24), block_size(24), stream, (const f32 *)buffers[0], (const i64 *)buffers[1], (f32 *)buffers[2], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_sum_multiply_7a565c2a,
    (void *)launch_scatter_add_1be5234d,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
