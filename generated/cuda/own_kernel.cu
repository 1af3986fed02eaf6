// own_kernel, of generated/programs.py; this file was written by: autograph golden --update
//
// The graph, as it was recorded:
//
//   %0 = input(0) : float32[70]  # programs.py:217
//   %1 = scalar(0) : float32[]  # programs.py:217
//   %2 = broadcast_to(shape=[70])(%1) : float32[70]  # programs.py:217
//   %3 = multiply(%0, %2) : float32[70]  # programs.py:217
//   %4 = differences(%3) : float32[69]  # programs.py:217
//   %5 = exp(%4) : float32[69]  # programs.py:217
//   return %5
//
// The steps that compute it:
//
//    1  multiply_6efd4430: in0 = input 0, in1 = scalar 0 -> out0 = step 1 float32[70]
//    2  differences_80ca7da9: x = step 1 -> out0 = step 2 float32[69]
//    3  exp_7dc34e38: in0 = step 2 -> out0 = output 0 float32[69]

#include <math.h>
#include <stdint.h>

typedef float f32;

__device__ __forceinline__ f32 exp_f32(f32 x) { return expf(x); }

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

// programs.py:217: return ag.exp(Differences()(x * 0.5))
__global__ void multiply_6efd4430(const f32 *in0, const f32 *__restrict__ in1, f32 *out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    out0[n0] = in0[n0] * in1[0];
  }
}

extern "C" void launch_multiply_6efd4430(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(multiply_6efd4430, blocks(n), block_size(n), stream, (const f32 *)buffers[0], (const f32 *)buffers[1], (f32 *)buffers[2], n, status);
}

// programs.py:217: return ag.exp(Differences()(x * 0.5))
__global__ void differences_80ca7da9(const f32 *__restrict__ x, f32 *__restrict__ out, int64_t, status_t *) {
  const int64_t out_size = 69;
  for (int64_t k = first_thread(); k < out_size; k += all_threads()) out[k] = x[k + 1] - x[k];
}

extern "C" void launch_differences_80ca7da9(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(differences_80ca7da9, blocks(69), block_size(69), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// programs.py:217: return ag.exp(Differences()(x * 0.5))
__global__ void exp_7dc34e38(const f32 *in0, f32 *out0, int64_t n, status_t *) {
  for (int64_t thread = first_thread(); thread < n; thread += all_threads()) {
    const int64_t n0 = thread;
    out0[n0] = exp_f32(in0[n0]);
  }
}

extern "C" void launch_exp_7dc34e38(void *const *buffers, int64_t n, status_t *status, void *stream) {
  AG_LAUNCH(exp_7dc34e38, blocks(n), block_size(n), stream, (const f32 *)buffers[0], (f32 *)buffers[1], n, status);
}

// What the launcher takes of this file: kernels, and whether CUDA has refused a launch.
extern "C" {
  extern void *const kernels[];
  void *const kernels[] = {
    (void *)launch_multiply_6efd4430,
    (void *)launch_differences_80ca7da9,
    (void *)launch_exp_7dc34e38,
  };
  int refused(void) { return (int)cudaGetLastError(); }
}
