// float64, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = constant(value=1.0, dtype=float64) : float64[]  # programs.py:162
//   %1 = broadcast_to(shape=[33, 33])(%0) : float64[33, 33]  # programs.py:162
//   %2 = input(0) : float64[33, 20]  # programs.py:161
//   %3 = input(1) : float64[20, 33]  # programs.py:161
//   %4 = matmul(%2, %3) : float64[33, 33]  # programs.py:161
//   %5 = exp(%4) : float64[33, 33]  # programs.py:162
//   %6 = add(%1, %5) : float64[33, 33]  # programs.py:162
//   %7 = log(%6) : float64[33, 33]  # programs.py:162
//   %8 = sum(axes=[1])(%7) : float64[33]  # programs.py:162
//   %9 = cast(dtype=float32)(%4) : float32[33, 33]  # programs.py:162
//   return %8, %9
//
// The steps that compute it:
//
//    1  matmul_7e7cecce: in0 = input 0, in1 = input 1 -> out0 = step 1 float64[33, 33]
//    2  cast_1e7a2d8b: in0 = step 1 -> out0 = output 1 float32[33, 33]
//    3  sum_log_45548212: in0 = step 1 -> out0 = output 0 float64[33]

#include <math.h>
#include <stdint.h>

typedef float f32;
typedef double f64;

__device__ __forceinline__ f64 exp_f64(f64 x) { return exp(x); }
__device__ __forceinline__ f64 log_f64(f64 x) { return log(x); }

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

// programs.py:161: product = x @ y
__global__ void matmul_7e7cecce(const f64 *__restrict__ in0, const f64 *__restrict__ in1, f64 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 289; thread += all_threads()) {
    const int64_t n0s = thread / 17 * 2;
    const int64_t n0 = n0s < 31 ? n0s : 31;
    const int64_t n1s = thread % 17 * 2;
    const int64_t n1 = n1s < 31 ? n1s : 31;
    f64 sum0[2][2];
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        sum0[n0u][n1u] = 0.0;
      }
    }
    for (int64_t r1 = 0; r1 < 20; r1++) {
      #pragma unroll
      for (int64_t n0u = 0; n0u < 2; n0u++) {
        #pragma unroll
        for (int64_t n1u = 0; n1u < 2; n1u++) {
          sum0[n0u][n1u] += in0[n0 * 20 + r1 + n0u * 20] * in1[r1 * 33 + n1 + n1u];
        }
      }
    }
    #pragma unroll
    for (int64_t n0u = 0; n0u < 2; n0u++) {
      #pragma unroll
      for (int64_t n1u = 0; n1u < 2; n1u++) {
        out0[n0 * 33 + n1 + n0u * 33 + n1u] = sum0[n0u][n1u];
      }
    }
  }
}

extern "C" void launch_matmul_7e7cecce(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(matmul_7e7cecce, blocks(289), block_size(289), stream, (const f64 *)buffers[0], (const f64 *)buffers[1], (f64 *)buffers[2], n, status);
}

// programs.py:162: return ag.log(1 + ag.exp(product)).sum(axis=1), product.astype(ag.float32)
__global__ void cast_1e7a2d8b(const f64 *__restrict__ in0, f32 *__restrict__ out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    out0[n0] = (f32)in0[n0];
  }
}

extern "C" void launch_cast_1e7a2d8b(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(cast_1e7a2d8b, blocks(n), block_size(n), stream, (const f64 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:162: return ag.log(1 + ag.exp(product)).sum(axis=1), product.astype(ag.float32)
__global__ void sum_log_45548212(const f64 *__restrict__ in0, f64 *__restrict__ out0, int64_t, status_t *) {
  for (int64_t thread = first_thread(); thread < 33; thread += all_threads()) {
    const int64_t n0 = thread;
    f64 sum0 = 0.0;
    for (int64_t r1 = 0; r1 < 33; r1++) {
      sum0 += log_f64(1.0 + exp_f64(in0[n0 * 33 + r1]));
    }
    out0[n0] = sum0;
  }
}

extern "C" void launch_sum_log_45548212(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(sum_log_45548212, blocks(33), block_size(33), stream, (const f64 *)buffers[0], (f64 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_matmul_7e7cecce,
    (void *)launch_cast_1e7a2d8b,
    (void *)launch_sum_log_45548212,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
