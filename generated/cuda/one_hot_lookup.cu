// one_hot_lookup, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : int64[60]  # programs.py:141
//   %1 = one_hot(size=25, dtype=float32)(%0) : float32[60, 25]  # programs.py:141
//   %2 = input(1) : float32[25, 16]  # programs.py:142
//   %3 = matmul(%1, %2) : float32[60, 16]  # programs.py:142
//   %4 = sum(axes=[0])(%1) : float32[25]  # programs.py:142
//   return %3, %4
//
// The steps that compute it:
//
//    1  one_hot_9ddb6512: in0 = input 0 -> out0 = step 1 float32[60, 25]
//    2  matmul_0ded4e03: in0 = step 1, in1 = input 1 -> out0 = output 0 float32[60, 16]
//    3  sum_225da65f: in0 = step 1 -> out0 = output 1 float32[25]

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

// programs.py:141: chosen = ag.one_hot(tokens, 25)
__global__ void one_hot_9ddb6512(const i64 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *status) {
  for (int64_t thread = first_thread(); thread < 1500; thread += all_threads()) {
    const int64_t n0 = thread / 25;
    const int64_t n1 = thread % 25;
    out0[n0 * 25 + n1] = lookup(in0[n0], 25, status) == n1 ? 1.0f : 0.0f;
  }
}

extern "C" void launch_one_hot_9ddb6512(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(one_hot_9ddb6512, blocks(1500), block_size(1500), stream, (const i64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:142: return chosen @ table, chosen.sum(axis=0)
__global__ void matmul_0ded4e03(const f32 *__restrict__ in0, const f32 *__restrict__ in1, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 240; thread += all_threads()) {
    const int64_t n0 = thread / 8 * 2;
    const int64_t n1 = thread % 8 * 2;
    f32 sum0[2][2];
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        sum0[n0u][n1u] = 0.0f;
      }
    }
    for (int64_t r1 = 0; r1 < 25; r1++) {
      #pragma unroll
      for (int64_t n0u = 0; n0u < 2; n0u++) {
        #pragma unroll
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          sum0[n0u][n1u] += in0[n0 * 25 + r1 + n0u * 25] * in1[r1 * 16 + n1 + n1u];
        }
      }
    }
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        out0[n0 * 16 + n1 + n0u * 16 + n1u] = sum0[n0u][n1u];
      }
    }
  }
}

extern "C" void launch_matmul_0ded4e03(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_0ded4e03, blocks(240), block_size(240), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:142: return chosen @ table, chosen.sum(axis=0)
__global__ void sum_225da65f(const f32 *__restrict__ in0, f32 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 25; thread += all_threads()) {
    const int64_t n0 = thread;
    f32 sum0 = 0.0f;
    for (int64_t r1 = 0; r1 < 60; r1++) {
      sum0 += in0[r1 * 25 + n0];
    }
    out0[n0] = sum0;
  }
}

extern "C" void launch_sum_225da65f(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_225da65f, blocks(25), block_size(25), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_one_hot_9ddb6512,
    (void *)launch_matmul_0ded4e03,
    (void *)launch_sum_225da65f,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
